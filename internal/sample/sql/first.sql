-- The oldest block of the whole, or else the oldest moment (step 0); nothing where nothing is kept.
select
    step_ms,
    start_ms,
    packed
from (
    select step_ms, start_ms, packed from block where series_id = 0
    union all
    select 0, at_ms, packed from tick
)
order by start_ms, step_ms desc
limit 1
