-- Let an account do something else. $1 role, $2 name.
update account
set role = $1
where name = $2
