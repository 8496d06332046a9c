-- Use up a digest; nothing is inserted where it is used up already. $1 digest, $2 until when it is kept, in milliseconds.
insert into sign_in_once (digest, until_ms)
values ($1, $2)
on conflict (digest) do nothing
