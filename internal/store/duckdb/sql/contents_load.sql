-- The newest quarantined bytes, by digest. $1 is how many.
select
    content,
    seq
from quarantine
order by seq desc
limit $1;
