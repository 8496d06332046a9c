-- All checks with their documents.
select
    instance,
    day,
    begun_ms,
    ended_ms,
    summary,
    document
from figure_check
order by begun_ms
