-- Every entry, oldest first.
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
order by seq
