-- Add a view, or replace the one of that id, whose kind and creation stay. $1 id, $2 kind, $3 name, $4 name in lower case,
-- $5 query, $6 pinned (0 or 1), $7 now in milliseconds.
insert into saved_view (id, owner, kind, name, name_key, query, pinned, created_ms, updated_ms)
values ($1, '', $2, $3, $4, $5, $6, $7, $7)
on conflict (id) do update
set
    name       = excluded.name,
    name_key   = excluded.name_key,
    query      = excluded.query,
    pinned     = excluded.pinned,
    updated_ms = excluded.updated_ms
