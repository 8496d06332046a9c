-- Moments of a range. $1 from, $2 to, in milliseconds.
select
    at_ms,
    packed
from tick
where at_ms >= $1 and at_ms < $2
order by at_ms
