-- Keep since when and until when records call something so. $1 ARN, $2 kind, $3 name, $4 first and $5 last moment in milliseconds.
insert into recorded_name (arn, kind, name, first_ms, last_ms)
values ($1, $2, $3, $4, $5)
on conflict (arn, name) do update
set
    first_ms = excluded.first_ms,
    last_ms = excluded.last_ms
