-- Whether a session goes on, without noting a use. $1 SHA-256 of the cookie in hex, $2 now in milliseconds, $3 since when it has to
-- have been used, in milliseconds.
select count(*)
from session
where hash = $1 and ends_ms > $2 and used_ms > $3
