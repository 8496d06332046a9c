-- One account. $1 name.
select
    name,
    role,
    limits,
    password,
    code_secret,
    case when link is null then 0 else link_until_ms end,
    created_ms,
    coalesce(signed_in_ms, 0),
    coalesce(disabled_ms, 0)
from account
where name = $1
