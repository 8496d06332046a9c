-- Remember when a session was last used. $1 now in milliseconds, $2 SHA-256 of the cookie in hex.
update session
set used_ms = $1
where hash = $2
