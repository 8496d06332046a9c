-- Forget keys that nothing can be sealed by any more. $1 the moment, in milliseconds, before which they were made.
delete from sealing_key
where created_ms < $1
