-- Saved views by kind and name. $1 owner, $2 kind, '' for all.
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
where owner = $1 and ($2 = '' or kind = $2)
order by kind, name_key, id
