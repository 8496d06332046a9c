-- Note that a kind was listed as a whole. $1 instance ARN, $2 kind, $3 when, in milliseconds.
insert into listing (instance_arn, kind, at_ms)
values ($1, $2, $3)
on conflict (instance_arn, kind) do update
set at_ms = excluded.at_ms
