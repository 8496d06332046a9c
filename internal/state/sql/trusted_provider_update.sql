-- Replace a version of an identity provider; nothing happens where it is not the newest. $1 name, $2 entity id, '' for none,
-- $3 definition as JSON, $4 now in milliseconds, $5 id, $6 version that was read.
update trusted_provider
set name = $1, entity_id = nullif($2, ''), definition = $3, version = version + 1, changed_ms = $4
where id = $5 and version = $6
