-- Drop sessions that have ended or were not used for long. $1 now in milliseconds, $2 since when they have to have been used.
delete from session
where ends_ms <= $1 or used_ms <= $2
