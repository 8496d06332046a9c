-- Let an account see something else. $1 limits, $2 name.
update account
set limits = $1
where name = $2
