-- Add a key. $1 id, $2 name, $3 SHA-256 in hex, $4 now in milliseconds, $5 when it goes out of force in milliseconds, 0: not by itself.
insert into ingest_key (id, name, hash, created_ms, revoked_ms)
values ($1, $2, $3, $4, nullif($5, 0))
