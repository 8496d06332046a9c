-- Agents with an event in a range that shows them online whatever was before it. $1 from and $2 to, in ms; $3 LOGOUT, $4
-- HEART_BEAT and $5 OFFLINE as words. A condition on the instance and the grouping follow.
select
    agent
from agent_events
where time_ms >= $1
  and time_ms < $2
  and agent <> 0
  and type not in ($3, $4)
  and status_type not in (0, $5)
