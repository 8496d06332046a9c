-- Add a key. $1 the key in hex, $2 now in milliseconds.
insert into sealing_key (secret, created_ms)
values ($1, $2)
