-- The versions of a contact that are not the newest. $1 id, $2 instance.
select
    last_update_ms,
    content_hash,
    seq
from contact_versions
where id = cast($1 as uuid)
  and instance = $2;
