-- All keys, newest first, revoked ones too.
select
    id,
    name,
    hash,
    doors,
    instances,
    made_by,
    created_ms,
    coalesce(last_used_ms, 0),
    coalesce(ends_ms, 0),
    coalesce(revoked_ms, 0)
from ingest_key
order by created_ms desc, id
