-- Let nobody in by an account; one that is disabled already keeps its first moment. $1 now in milliseconds, $2 name.
update account
set disabled_ms = coalesce(disabled_ms, $1), link = null
where name = $2
