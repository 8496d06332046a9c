-- Forget why sessions have ended. $1 the moment, in milliseconds, before which they have.
delete from session_end
where ended_ms <= $1
