-- Take a key out of force; one that is revoked already keeps its first moment. $1 now in milliseconds, $2 id.
update ingest_key
set revoked_ms = coalesce(revoked_ms, $1)
where id = $2
