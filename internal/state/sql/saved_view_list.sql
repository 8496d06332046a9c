-- Saved views by kind and name. $1 kind, '' for all.
select
    id,
    kind,
    name,
    query,
    pinned,
    created_ms,
    updated_ms
from saved_view
where $1 = '' or kind = $1
order by kind, name_key, id
