-- Settings of every instance that has some.
select
    instance_arn,
    version,
    document,
    saved_ms
from settings
order by instance_arn
