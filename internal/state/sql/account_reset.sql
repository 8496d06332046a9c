-- Take password and codes away and let a new link set the account up. $1 SHA-256 of its token in hex, $2 until when it holds in
-- milliseconds, $3 name.
update account
set password = '', code_secret = '', link = $1, link_until_ms = $2, disabled_ms = null, disabled_by_directory = 0
where name = $3
