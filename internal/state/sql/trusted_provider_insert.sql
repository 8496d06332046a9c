-- A new identity provider. $1 id, $2 name, $3 entity id, '' for none, $4 definition as JSON, $5 now in milliseconds.
insert into trusted_provider (id, name, entity_id, definition, version, changed_ms)
values ($1, $2, nullif($3, ''), $4, 1, $5)
