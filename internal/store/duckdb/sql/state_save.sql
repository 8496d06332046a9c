-- Moves the projection forward. $1 position, $2 now in ms, $3 ties by hash, $4 number of contacts.
update state
set
    position = $1,
    projected_at_ms = $2,
    ties_by_hash = $3,
    contacts = $4;
