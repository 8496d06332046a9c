-- Keep a moment; the first of its quarter of a minute stays. $1 start of the quarter in milliseconds, $2 series.
insert into tick (at_ms, packed)
values ($1, $2)
on conflict (at_ms) do nothing
