-- How often an identity provider is the last one that counts and has to stay: 0 or 1. $1 id.
select count(*)
from trusted_provider
where id = $1
  and entity_id <> ''
  and exists (select 1 from last_provider_stays)
  and not exists (select 1 from trusted_provider as other where other.id <> $1 and other.entity_id <> '')
