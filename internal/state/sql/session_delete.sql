-- End a session. $1 SHA-256 of the cookie in hex.
delete from session
where hash = $1
