-- Deletes the rows of a table, the insertion, that were decided in the spans.
delete from %[1]s
using agent_spans
where %[1]s.agent = agent_spans.agent
  and %[1]s.by_ms >= agent_spans.from_ms
  and %[1]s.by_ms < agent_spans.to_ms;
