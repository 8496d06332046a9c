-- Let nobody in by an account for now, as its directory says. $1 now in milliseconds, $2 name. Nothing happens where it lets nobody in.
update account
set disabled_ms = $1, disabled_by_directory = 1, link = null
where name = $2 and disabled_ms is null
