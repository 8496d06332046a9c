-- One saved view. $1 id, $2 owner.
select
    id,
    owner,
    kind,
    name,
    query,
    pinned,
    created_ms,
    updated_ms
from saved_view
where id = $1 and owner = $2
