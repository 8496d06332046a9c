-- Forget a group. $1 id.
delete from provisioned_group
where id = $1
