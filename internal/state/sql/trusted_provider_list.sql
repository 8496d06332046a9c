-- Identity providers that sign people in by SAML, by name.
select id, name, coalesce(entity_id, ''), definition, version, changed_ms
from trusted_provider
order by name
