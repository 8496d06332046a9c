-- The sessions that an application means by a name. $1 application, $2 name, $3 its format, $4 session indexes as a list in JSON, empty
-- for all.
select distinct
    session,
    account
from participant
where
    application = $1
    and name_id = $2
    and name_format = $3
    and (json_array_length($4) = 0 or session_index in (select value from json_each($4)))
order by session
