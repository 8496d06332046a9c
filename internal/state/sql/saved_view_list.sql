-- Saved views by kind and name. $1 owner, $2 1: of every owner, $3 kind, '' for all.
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
where (owner = $1 or $2 = 1) and ($3 = '' or kind = $3)
order by kind, name_key, id
