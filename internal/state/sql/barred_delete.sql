-- Bar somebody no longer. $1 id.
delete from barred_person
where id = $1
returning
    id,
    provider,
    name_id,
    note,
    barred_by,
    created_ms
