-- A token that has not ended. $1 SHA-256 in hex, $2 now in milliseconds.
select
    id,
    name,
    access,
    made_by,
    created_ms,
    ends_ms,
    coalesce(last_used_ms, 0)
from api_token
where hash = $1 and ends_ms > $2
