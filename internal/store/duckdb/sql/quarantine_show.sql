-- One quarantined record. $1 is its seq.
select
    seq,
    source,
    received_ms,
    reason,
    size,
    replayed
from quarantine
where seq = $1;
