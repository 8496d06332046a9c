-- All that is kept of a range, of some series and of the whole, as one state of the file. $1 series as a JSON list, $2 from and
-- $3 to in milliseconds. A moment that is in no block yet has the step 0, and all series in one.
select
    series_id,
    step_ms,
    start_ms,
    packed
from block
where (series_id = 0 or series_id in (select value from json_each($1))) and step_ms = 900000 and start_ms > $2 - 86400000 and start_ms < $3
union all
select
    series_id,
    step_ms,
    start_ms,
    packed
from block
where (series_id = 0 or series_id in (select value from json_each($1))) and step_ms = 15000 and start_ms > $2 - 3600000 and start_ms < $3
union all
select
    0,
    0,
    at_ms,
    packed
from tick
where at_ms >= $2 and at_ms < $3
