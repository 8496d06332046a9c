-- All tokens, newest first, those that have ended too.
select
    id,
    name,
    access,
    made_by,
    created_ms,
    ends_ms,
    coalesce(last_used_ms, 0)
from api_token
order by created_ms desc, id
