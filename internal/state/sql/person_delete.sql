-- Forget who the owner of an account is. $1 account.
delete from person
where account = $1
