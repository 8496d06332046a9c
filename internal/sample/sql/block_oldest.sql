-- When the oldest block of a step begins; nothing without one. $1 step in milliseconds.
select start_ms
from block
where step_ms = $1
order by start_ms
limit 1
