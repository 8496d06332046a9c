-- A page of quarantined records, newest first. $1 is the seq before which the page begins, $2 its length.
select
    seq,
    source,
    received_ms,
    reason,
    size,
    replayed
from quarantine
where seq < $1
order by seq desc
limit $2;
