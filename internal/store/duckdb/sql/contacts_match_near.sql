-- The stored contacts whose id is in the batch, among those that began between two moments in ms: that reads few row groups.
-- The instance is compared by the caller.
select
    contacts.rowid,
    contacts.id,
    contacts.instance,
    contacts.last_update_ms,
    contacts.content_hash,
    contacts.seq
from contacts
join batch_keys using (id)
where contacts.init_ms between ? and ?;
