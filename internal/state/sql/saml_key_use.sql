-- Somebody has signed in by a key. $1 entity id, $2 fingerprint of the certificate, $3 now in milliseconds.
insert into saml_key_use (entity_id, fingerprint, used_ms)
values ($1, $2, $3)
on conflict (entity_id, fingerprint) do update
set used_ms = excluded.used_ms
