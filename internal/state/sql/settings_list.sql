-- Settings of every instance that has some.
select
    instance_arn,
    version,
    document,
    saved_ms
from settings
where document <> ''
order by instance_arn
