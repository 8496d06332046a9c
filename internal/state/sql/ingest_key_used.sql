-- Remember when a key was last used. $1 now in milliseconds, $2 id.
update ingest_key
set last_used_ms = $1
where id = $2
