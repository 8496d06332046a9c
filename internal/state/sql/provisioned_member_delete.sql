-- Take somebody out of a group. $1 group, $2 user.
delete from provisioned_member
where group_id = $1 and user_id = $2
