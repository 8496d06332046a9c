-- Every former name, oldest first.
select
    arn,
    from_ms,
    to_ms,
    name,
    first_name,
    last_name
from former_name
order by from_ms
