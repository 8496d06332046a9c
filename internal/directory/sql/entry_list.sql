-- Every entry.
select
    arn,
    instance_arn,
    kind,
    name,
    first_name,
    last_name,
    routing_profile,
    hierarchy_group,
    status_type,
    queues,
    path,
    since_ms,
    gone_ms
from entry
