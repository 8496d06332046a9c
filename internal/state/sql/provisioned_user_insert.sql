-- Remember an account that a directory has made, in place of one of that name that it has deleted. $1 id, $2 account, $3 external id,
-- $4 resource, $5 now in milliseconds.
insert into provisioned_user (id, account, external_id, resource, created_ms, changed_ms)
values ($1, $2, $3, $4, $5, $5)
on conflict (account) do update
set
    id = excluded.id,
    external_id = excluded.external_id,
    resource = excluded.resource,
    created_ms = excluded.created_ms,
    changed_ms = excluded.changed_ms,
    deleted_ms = null
