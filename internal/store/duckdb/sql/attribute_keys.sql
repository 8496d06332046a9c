-- The words of the keys that contact attributes have, with the number of contacts that have one.
select
    key,
    count(*)
from contact_attributes
group by key;
