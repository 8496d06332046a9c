-- The events of the batch that are stored already. $1 and $2 enclose the times in the batch, in ms: the time is part of an
-- event's identity, so only the part of the table around it is read, and nothing that matches is outside.
select
    agent_events.id,
    agent_events.instance,
    agent_events.time_ms
from agent_events
join batch_keys using (id)
where agent_events.time_ms between $1 and $2;
