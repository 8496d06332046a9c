-- Keep what something was called. $1 ARN, $2 from and $3 to in milliseconds, $4 name, $5 first and $6 last name.
insert into former_name (arn, from_ms, to_ms, name, first_name, last_name)
values ($1, $2, $3, $4, $5, $6)
on conflict (arn, from_ms) do update
set
    to_ms = excluded.to_ms,
    name = excluded.name,
    first_name = excluded.first_name,
    last_name = excluded.last_name
