-- The newest check of a day. $1 instance, $2 day.
select
    instance,
    day,
    begun_ms,
    ended_ms,
    summary,
    document
from figure_check
where instance = $1 and day = $2
order by begun_ms desc
limit 1
