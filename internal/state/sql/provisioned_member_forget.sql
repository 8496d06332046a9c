-- Empty a group, or take somebody out of all of them. $1 group or user.
delete from provisioned_member
where group_id = $1 or user_id = $1
