-- Use a link up. $1 password as a PHC string, $2 secret of the codes, $3 SHA-256 of the link's token in hex, $4 now in milliseconds.
update account
set password = $1, code_secret = $2, link = null
where link = $3 and link_until_ms > $4
