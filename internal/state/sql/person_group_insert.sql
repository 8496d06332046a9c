-- Make a group. $1 name, $2 in lower case, $3 now in milliseconds. Nothing happens where a group has that name, here or of a directory.
insert into person_group (name, name_key, created_ms)
select $1, $2, $3
where not exists (select 1 from provisioned_group where name_key = $2)
on conflict do nothing
