-- Whether somebody is barred. $1 provider, $2 name.
select count(*)
from barred_person
where provider = $1 and name_id = $2
