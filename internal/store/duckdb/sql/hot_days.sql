-- The UTC days since 1970 on which contacts began, newest first, with how many there are.
select
    cast(floor(init_ms / 86400000) as bigint) as day,
    count(*)
from contacts
where init_ms is not null
group by day
order by day desc;
