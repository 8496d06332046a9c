-- Sessions that have not ended and were used lately, the newest first. $1 now in milliseconds, $2 since when they
-- have to have been used, in milliseconds, $3 a provider whose sessions are left out.
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
where ends_ms > $1 and used_ms > $2 and provider <> $3
order by created_ms desc
limit 1000
