-- What each source delivered.
select
    source,
    kind,
    read,
    stored,
    updated,
    duplicates,
    older,
    quarantined,
    last_received_ms,
    last_event_ms,
    first_received_ms,
    first_event_ms
from outcomes;
