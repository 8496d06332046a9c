-- Give an account another name. $1 new name, $2 name.
update account
set name = $1
where name = $2
