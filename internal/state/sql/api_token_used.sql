-- Remember when a token was last used. $1 now in milliseconds, $2 id.
update api_token
set last_used_ms = $1
where id = $2
