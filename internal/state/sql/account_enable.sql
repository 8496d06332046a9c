-- Let an account in again that was disabled, with the password and the codes that it had. $1 name.
update account
set disabled_ms = null, disabled_by_directory = 0
where name = $1 and disabled_ms is not null
