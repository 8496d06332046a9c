-- Entries, oldest first. $1 from and $2 to in milliseconds, half open.
select
    seq,
    at_ms,
    provider,
    who,
    address,
    action,
    subject,
    status,
    request,
    before,
    hash,
    reason
from audit
where
    at_ms >= $1
    and at_ms < $2
order by seq
