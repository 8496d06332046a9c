-- The groups that were made here, by name. $1 one of them, '' for all.
select name
from person_group
where $1 = '' or name = $1
order by name
