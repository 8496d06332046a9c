-- The versions, other than the newest, of contacts whose id is in the batch.
select
    contact_versions.id,
    contact_versions.instance,
    contact_versions.last_update_ms,
    contact_versions.content_hash
from contact_versions
join batch_keys using (id);
