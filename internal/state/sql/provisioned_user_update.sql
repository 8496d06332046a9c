-- Keep what a directory says of an account now. $1 account, $2 external id, $3 resource, $4 now in milliseconds, $5 id.
update provisioned_user
set account = $1, external_id = $2, resource = $3, changed_ms = $4
where id = $5
