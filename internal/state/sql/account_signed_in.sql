-- Remember a sign-in, if the account still lets in with what was checked. $1 now in milliseconds, $2 name, $3 password as a PHC
-- string, $4 secret of the codes.
update account
set signed_in_ms = $1
where name = $2 and password = $3 and code_secret = $4 and disabled_ms is null
