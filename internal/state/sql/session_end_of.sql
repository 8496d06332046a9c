-- End all sessions of somebody. $1 provider, $2 name.
delete from session
where provider = $1 and name_id = $2
returning
    hash,
    provider,
    name_id
