-- When each kind of each instance was last listed.
select
    instance_arn,
    kind,
    at_ms
from listing
