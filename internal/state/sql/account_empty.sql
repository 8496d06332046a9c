-- Leave nothing of an account but its name. $1 name.
update account
set role = '', limits = '', password = '', code_secret = '', link = null, signed_in_ms = null
where name = $1
