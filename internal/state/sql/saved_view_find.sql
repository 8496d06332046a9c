-- One saved view. $1 id.
select
    id,
    kind,
    name,
    query,
    pinned,
    created_ms,
    updated_ms
from saved_view
where id = $1
