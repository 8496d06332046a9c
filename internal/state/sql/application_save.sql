-- Keep an application, in place of the one of that id. $1 id, $2 definition as JSON, $3 now in milliseconds.
insert into application (id, definition, created_ms, changed_ms)
values ($1, $2, $3, $3)
on conflict (id) do update
set definition = excluded.definition, changed_ms = excluded.changed_ms
