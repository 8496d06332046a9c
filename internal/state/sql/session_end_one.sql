-- End the session of an id. $1 the first 16 characters of its hash.
delete from session
where substr(hash, 1, 16) = $1
returning
    hash,
    provider,
    name_id
