-- Drop moments that are in blocks. $1 from, $2 to, in milliseconds.
delete from tick
where at_ms >= $1 and at_ms < $2
