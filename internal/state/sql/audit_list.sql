-- Entries, newest first. $1 from and $2 to in milliseconds, half open; $3 only before this seq, 0 for all; $4 who, $5 action, $6
-- subject, '' for all; $7 how many.
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
    and ($3 = 0 or seq < $3)
    and ($4 = '' or who = $4)
    and ($5 = '' or action = $5)
    and ($6 = '' or subject = $6)
order by seq desc
limit $7
