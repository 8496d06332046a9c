-- Keep who the owner of an account is; their secret stays. $1 account, $2 secret of a new one, $3 profile as JSON, $4 now in milliseconds.
insert into person (account, secret, profile, changed_ms)
values ($1, $2, $3, $4)
on conflict (account) do update
set profile = excluded.profile, changed_ms = excluded.changed_ms
