-- The events of the batch that are stored already. $1 and $2 enclose the times in the batch, in ms: an event that comes
-- again has the same time, so only the part of the table around it is read.
select
    contact_events.id,
    contact_events.instance
from contact_events
join batch_keys using (id)
where contact_events.time_ms between $1 and $2;
