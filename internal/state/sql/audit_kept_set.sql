-- Keep entries for $1 days.
update audit_kept set days = $1
