-- End sessions of somebody as an identity provider names them, exactly. $1 provider, $2 name, $3 its format, $4 its qualifier, $5 its service
-- provider's qualifier, $6 session indexes as a list in JSON, empty for all. A session whose index was not said is of any of them.
delete from session
where
    provider = $1
    and name_id = $2
    and name_format = $3
    and name_qualifier = $4
    and name_sp_qualifier = $5
    and (json_array_length($6) = 0 or session_index = '' or session_index in (select value from json_each($6)))
returning
    hash,
    provider,
    name_id
