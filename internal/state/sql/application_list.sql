-- Applications, by id. $1 one id, '' for all.
select id, definition, created_ms, changed_ms
from application
where $1 = '' or id = $1
order by id
