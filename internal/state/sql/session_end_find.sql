-- Why a session is over: how it was ended, or that it has run out and was not dropped yet. $1 SHA-256 of the cookie in hex, $2 now in milliseconds.
select
    hash,
    provider,
    name_id,
    ended_ms,
    why,
    ended_by
from session_end
where hash = $1
union all
select
    hash,
    provider,
    name_id,
    min(ends_ms, $2),
    case when ends_ms <= $2 then 'lifetime' else 'idle' end,
    ''
from session
where hash = $1
limit 1
