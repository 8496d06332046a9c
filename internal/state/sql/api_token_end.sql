-- End a token at a moment, unless it ends before. $1 the moment in milliseconds, $2 id, $3 now in milliseconds.
update api_token
set ends_ms = min(ends_ms, $1)
where id = $2 and ends_ms > $3
