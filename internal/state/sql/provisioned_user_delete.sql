-- Forget what a directory has said of an account, but not that it has made it. $1 now in milliseconds, $2 id.
update provisioned_user
set external_id = '', resource = '', deleted_ms = $1
where id = $2 and deleted_ms is null
