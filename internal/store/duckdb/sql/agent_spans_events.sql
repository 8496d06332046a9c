-- The first events of each span by their moments, at most $1 and those of the last one's moment, by their place in the journal.
select
    agent_events.agent,
    agent_events.seq,
    agent_events.moment_ms
from agent_events
join agent_spans using (agent)
where agent_events.moment_ms >= agent_spans.from_ms
  and agent_events.moment_ms < agent_spans.to_ms
qualify rank() over (
    partition by agent_events.agent
    order by agent_events.moment_ms
) <= $1
order by agent_events.seq;
