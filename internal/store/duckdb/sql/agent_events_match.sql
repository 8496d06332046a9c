-- The events of the batch that are stored already.
select
    agent_events.id,
    agent_events.instance
from agent_events
join batch_keys using (id);
