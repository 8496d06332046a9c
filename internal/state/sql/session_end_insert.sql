-- Remember why a session has ended. $1 hash, $2 provider, $3 name, $4 now in milliseconds, $5 why, $6 by whom.
insert into session_end (hash, provider, name_id, ended_ms, why, ended_by)
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing
