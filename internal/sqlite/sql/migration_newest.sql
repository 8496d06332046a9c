-- Number of the newest migration applied, 0 for an empty database.
select coalesce(max(version), 0)
from migration
