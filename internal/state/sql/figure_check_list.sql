-- Checks without their documents, the newest day first, and of a day the newest check. $1 instance, '' for all; $2 the first day.
select
    instance,
    day,
    begun_ms,
    ended_ms,
    summary,
    ''
from figure_check
where ($1 = '' or instance = $1) and day >= $2
order by day desc, instance, begun_ms desc
