-- Entries, newest first. $1 from and $2 to in milliseconds, half open; $3 only before this seq, 0 for all; $4 who, $5 action, $6
-- subject, $7 request, $8 address, '' for all; $9 pattern of a part of a text, and $10 the same as addresses of routes have it; $11 how
-- many.
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
    and ($7 = '' or request = $7)
    and ($8 = '' or address = $8)
    and (
        lower(who || ' ' || subject || ' ' || reason || ' ' || address || ' ' || request) like lower($9) escape '\'
        or lower(subject) like lower($10) escape '\'
    )
order by seq desc
limit $11
