-- Say who the owner of an account is under its other name. $1 new name, $2 name.
update person
set account = $1
where account = $2
