-- A new group of a directory. $1 id, $2 name, $3 the name in lower case, $4 external id, $5 now in milliseconds. Nothing happens where
-- the name is taken.
insert into provisioned_group (id, name, name_key, external_id, created_ms, changed_ms)
values ($1, $2, $3, $4, $5, $5)
on conflict do nothing
