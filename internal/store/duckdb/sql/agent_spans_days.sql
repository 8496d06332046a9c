-- For each span's beginning: the day with a kept state that is not later, and the next one, with their states.
select
    agent_spans.agent,
    max(agent_days.day_ms) filter (where agent_days.day_ms <= agent_spans.from_ms),
    arg_max(agent_days.state, agent_days.day_ms) filter (where agent_days.day_ms <= agent_spans.from_ms),
    min(agent_days.day_ms) filter (where agent_days.day_ms > agent_spans.from_ms),
    arg_min(agent_days.state, agent_days.day_ms) filter (where agent_days.day_ms > agent_spans.from_ms)
from agent_spans
join agent_days using (agent)
group by agent_spans.agent;
