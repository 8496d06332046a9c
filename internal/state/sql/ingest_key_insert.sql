-- Add a key. $1 id, $2 name, $3 SHA-256 in hex, $4 doors and $5 instances as JSON, $6 who made it, $7 now in milliseconds, $8 when it ends
-- in milliseconds, 0: not by itself.
insert into ingest_key (id, name, hash, doors, instances, made_by, created_ms, ends_ms, revoked_ms)
values ($1, $2, $3, $4, $5, $6, $7, nullif($8, 0), nullif($8, 0))
