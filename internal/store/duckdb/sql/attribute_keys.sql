-- The words of the keys that contact attributes have, with the number of contacts that have one.
select
    key,
    cast(sum(times) as bigint)
from attributes
group by key
having sum(times) > 0;
