-- Take a key out of force at a moment, unless it goes before. $1 the moment in milliseconds, $2 id, $3 now in milliseconds.
update ingest_key
set revoked_ms = min(coalesce(revoked_ms, $1), $1)
where id = $2 and coalesce(revoked_ms, $3 + 1) > $3
