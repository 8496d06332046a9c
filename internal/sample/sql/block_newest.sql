-- When the newest block of a step begins; 0 without one. $1 step in milliseconds.
select coalesce(max(start_ms), 0)
from block
where step_ms = $1
