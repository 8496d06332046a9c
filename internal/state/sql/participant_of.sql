-- Whom to tell that a session ends: one for each application and name that it was told of, the first one first. $1 session, $2 an
-- application that is left out, '' for none.
select min(id)
from participant
where
    session = $1
    and application <> $2
group by application, name_id, name_format
order by min(id)
