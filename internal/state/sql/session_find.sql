-- A session that has not ended and was used lately. $1 SHA-256 of the cookie in hex, $2 now in milliseconds, $3 since when it
-- has to have been used, in milliseconds.
select
    provider,
    name_id,
    name_format,
    name_qualifier,
    name_sp_qualifier,
    session_index,
    created_ms,
    used_ms,
    ends_ms,
    attributes,
    hash,
    address
from session
where hash = $1 and ends_ms > $2 and used_ms > $3
