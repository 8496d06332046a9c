-- Drop entries of before a moment, in milliseconds, as far as all before them go too.
delete from audit
where seq < (
    select coalesce(min(seq), (select max(seq) + 1 from audit))
    from audit
    where at_ms >= $1
)
