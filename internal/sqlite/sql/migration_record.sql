-- Record a migration. $1 version, $2 now in milliseconds.
insert into migration (version, applied_ms)
values ($1, $2)
