-- Drop the blocks of a range. $1 step, $2 from, $3 to, in milliseconds.
delete from block
where step_ms = $1 and start_ms >= $2 and start_ms < $3
