-- The values of a contact attribute, with the number of contacts that have them. $1 is the word of its key, $2 the value after
-- which the list begins, $3 what a value must contain, in lower case, $4 how many are wanted.
select
    value,
    cast(sum(times) as bigint)
from attributes
where key = $1
  and value > $2
  and contains(lower(value), $3)
group by value
having sum(times) > 0
order by value
limit $4;
