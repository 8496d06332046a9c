-- When somebody last signed in by each key.
select entity_id, fingerprint, used_ms
from saml_key_use
