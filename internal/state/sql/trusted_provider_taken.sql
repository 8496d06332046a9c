-- Count those of another id that have a name or an entity id. $1 id, $2 name, $3 entity id, '' for none.
select count(*)
from trusted_provider
where id <> $1 and (name = $2 or $3 <> '' and entity_id = $3)
