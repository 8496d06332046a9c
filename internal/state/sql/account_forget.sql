-- Forget an account that lets nobody in. $1 name.
delete from account
where name = $1 and disabled_ms is not null
