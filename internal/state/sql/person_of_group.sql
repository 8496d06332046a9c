-- How many people were put into a group here, and not by a directory. $1 name of the group, $2 in lower case. SQLite knows lower case of
-- a to z alone, hence both.
select count(*)
from person, json_each(json_extract(person.profile, '$.groups')) as put
where put.value = $1 or lower(put.value) = $2
