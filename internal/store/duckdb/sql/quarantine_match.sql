-- The rejected bytes of the batch that are quarantined already, replayed or not. They belong to no instance and no time.
select
    quarantine.content,
    cast(0 as integer),
    cast(0 as bigint)
from quarantine
join batch_keys on quarantine.content = batch_keys.id;
