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
    hash
from audit
order by seq
