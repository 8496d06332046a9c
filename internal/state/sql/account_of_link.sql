-- The name of the account that a link sets up. $1 SHA-256 of its token in hex, $2 now in milliseconds.
select name
from account
where link = $1 and link_until_ms > $2
