-- Keep the same password in another form, unless it was changed meanwhile. $1 new PHC string, $2 name, $3 old PHC string.
update account
set password = $1
where name = $2 and password = $3
