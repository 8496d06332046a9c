-- How many other views have the name. $1 owner, $2 kind, $3 name in lower case, $4 id of the view that
-- wants it.
select count(*)
from saved_view
where
    owner = $1
    and kind = $2
    and name_key = $3
    and id <> $4
