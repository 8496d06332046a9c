-- Take the owner of an account out of the groups of a directory. $1 account.
delete from provisioned_member
where user_id in (select id from provisioned_user where account = $1)
