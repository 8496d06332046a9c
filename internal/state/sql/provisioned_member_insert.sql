-- Put somebody into a group, if they are there. $1 group, $2 user.
insert into provisioned_member (group_id, user_id)
select $1, id
from provisioned_user
where id = $2 and deleted_ms is null
on conflict do nothing
