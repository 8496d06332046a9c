-- The number of distinct versions of a contact that is stored. $1 id, $2 instance.
select
    1 + count(*)
from contact_versions
where id = cast($1 as uuid)
  and instance = $2;
