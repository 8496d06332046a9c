-- The newest entry of before a moment, $1 in milliseconds, as far as all before it are of before too.
select
    seq,
    hash
from audit
where seq < (select coalesce(min(seq), (select max(seq) + 1 from audit)) from audit where at_ms >= $1)
order by seq desc
limit 1
