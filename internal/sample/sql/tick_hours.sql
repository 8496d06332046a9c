-- Hours with moments that are not in blocks, without one. $1 start of that one in milliseconds.
select distinct at_ms - at_ms % 3600000
from tick
where at_ms < $1 or at_ms >= $1 + 3600000
order by 1
