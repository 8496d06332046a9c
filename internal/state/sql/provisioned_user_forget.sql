-- Forget that a directory has made an account. $1 account.
delete from provisioned_user
where account = $1
