-- Bar somebody. $1 id, $2 provider, $3 name, $4 note, $5 by whom, $6 now in milliseconds.
insert into barred_person (id, provider, name_id, note, barred_by, created_ms)
values ($1, $2, $3, $4, $5, $6)
on conflict (provider, name_id) do update set note = excluded.note, barred_by = excluded.barred_by
returning
    id,
    provider,
    name_id,
    note,
    barred_by,
    created_ms
