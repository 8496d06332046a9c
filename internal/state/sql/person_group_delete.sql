-- Forget a group. $1 name.
delete from person_group
where name = $1
