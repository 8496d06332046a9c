-- Every series.
select
    id,
    queue_arn,
    since_ms
from series
