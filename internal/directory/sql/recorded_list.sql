-- Every name by which records call something.
select
    arn,
    kind,
    name,
    first_ms,
    last_ms
from recorded_name
