-- Keep the first settings of an instance; nothing happens where there are some. $1 instance, $2 document, $3 now in
-- milliseconds.
insert into settings (instance_arn, version, document, saved_ms)
values ($1, 1, $2, $3)
on conflict (instance_arn) do nothing
