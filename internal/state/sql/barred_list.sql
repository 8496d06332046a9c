-- Whoever is barred, the newest first.
select
    id,
    provider,
    name_id,
    note,
    barred_by,
    created_ms
from barred_person
order by created_ms desc, id
