-- Let nobody in by an account; one that is disabled already keeps its first moment. $1 now in milliseconds, $2 name. A directory does not
-- let it in again.
update account
set disabled_ms = coalesce(disabled_ms, $1), disabled_by_directory = 0, link = null
where name = $2
