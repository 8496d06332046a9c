-- Forget those of sessions that are over. $1 now in milliseconds.
delete from participant
where ends_ms <= $1
