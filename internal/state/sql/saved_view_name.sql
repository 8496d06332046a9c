-- How many other views have the name. $1 kind, $2 name in lower case, $3 id of the view that wants it.
select count(*)
from saved_view
where
    owner = ''
    and kind = $1
    and name_key = $2
    and id <> $3
