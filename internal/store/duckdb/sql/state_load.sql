-- How far the projection is.
select
    position,
    projected_at_ms,
    ties_by_hash,
    contacts
from state;
