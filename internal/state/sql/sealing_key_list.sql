-- The keys, the newest first.
select secret, created_ms
from sealing_key
order by created_ms desc, secret
