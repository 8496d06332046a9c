-- The events of the batch that are stored already. $1 and $2 enclose the times in the batch, in ms: the time is part of an
-- event's identity, so only the part of the table around it is read, and nothing that matches is outside.
select
    contact_events.id,
    contact_events.instance,
    contact_events.time_ms
from contact_events
join batch_keys using (id)
where contact_events.time_ms between $1 and $2;
