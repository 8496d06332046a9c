-- Let in again whom a directory has disabled, and no administrator. $1 name.
update account
set disabled_ms = null, disabled_by_directory = 0
where name = $1 and disabled_by_directory = 1
