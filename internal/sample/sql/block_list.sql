-- Blocks of every series that begin in a range. $1 step, $2 from, $3 to, in milliseconds.
select
    series_id,
    start_ms,
    packed
from block
where step_ms = $1 and start_ms >= $2 and start_ms < $3
order by series_id, start_ms
