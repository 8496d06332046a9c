-- Keep what a directory says of a group now. $1 name, $2 the name in lower case, $3 external id, $4 now in milliseconds, $5 id. Nothing
-- happens where the name is another one's.
update or ignore provisioned_group
set name = $1, name_key = $2, external_id = $3, changed_ms = $4
where id = $5
