-- Keep the first settings of an instance, or the first since they were deleted; nothing happens where there are some. The
-- version goes on after a deletion, so that who read the settings before it cannot overwrite those after it. $1 instance,
-- $2 document, $3 now in milliseconds.
insert into settings (instance_arn, version, document, saved_ms)
values ($1, 1, $2, $3)
on conflict (instance_arn) do update
set
    document = excluded.document,
    version  = settings.version + 1,
    saved_ms = excluded.saved_ms
where settings.document = ''
returning version
