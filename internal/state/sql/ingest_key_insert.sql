-- Add a key. $1 id, $2 name, $3 SHA-256 in hex, $4 now in milliseconds.
insert into ingest_key (id, name, hash, created_ms)
values ($1, $2, $3, $4)
