-- Add a view, or replace the one of that id, whose kind, owner and creation stay. $1 id, $2 owner, $3 kind, $4 name, $5 name in
-- lower case, $6 query, $7 pinned (0 or 1), $8 now in milliseconds.
insert into saved_view (id, owner, kind, name, name_key, query, pinned, created_ms, updated_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (id) do update
set
    name       = excluded.name,
    name_key   = excluded.name_key,
    query      = excluded.query,
    pinned     = excluded.pinned,
    updated_ms = excluded.updated_ms
