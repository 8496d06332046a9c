-- Deletes the states of days that begin with a span: they are written anew.
delete from agent_days
using agent_spans
where agent_days.agent = agent_spans.agent
  and agent_days.day_ms = agent_spans.from_ms;
