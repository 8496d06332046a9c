-- A new account that nobody has set up. $1 name, $2 role, $3 SHA-256 of its link's token in hex, $4 until when that holds, $5 now,
-- both in milliseconds. Nothing happens where the name is taken.
insert into account (name, role, password, code_secret, link, link_until_ms, created_ms)
values ($1, $2, '', '', $3, $4, $5)
on conflict (name) do nothing
