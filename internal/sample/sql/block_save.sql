-- Keep a block in place of the one of its span. $1 series, $2 step and $3 start in milliseconds, $4 steps.
insert into block (series_id, step_ms, start_ms, packed)
values ($1, $2, $3, $4)
on conflict (series_id, step_ms, start_ms) do update
set packed = excluded.packed
