-- Remember that sessions have run out. $1 now in milliseconds, $2 since when they have to have been used.
insert into session_end (hash, provider, name_id, ended_ms, why, ended_by)
select
    hash,
    provider,
    name_id,
    $1,
    case when ends_ms <= $1 then 'lifetime' else 'idle' end,
    ''
from session
where ends_ms <= $1 or used_ms <= $2
on conflict do nothing
