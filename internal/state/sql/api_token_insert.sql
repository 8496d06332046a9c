-- Add a token. $1 id, $2 name, $3 SHA-256 in hex, $4 what it may do, $5 who made it, $6 now in milliseconds, $7 end in milliseconds.
insert into api_token (id, name, hash, access, made_by, created_ms, ends_ms)
values ($1, $2, $3, $4, $5, $6, $7)
