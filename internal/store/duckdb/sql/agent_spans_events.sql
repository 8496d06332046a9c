-- The events of the spans, by their place in the journal.
select
    agent_events.agent,
    agent_events.seq
from agent_events
join agent_spans using (agent)
where agent_events.moment_ms >= agent_spans.from_ms
  and agent_events.moment_ms < agent_spans.to_ms
order by agent_events.seq;
