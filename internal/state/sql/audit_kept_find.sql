-- For how many days entries are kept, and the newest that has gone.
select
    days,
    seq,
    hash
from audit_kept
