-- The events that decide who was online in a range, by agent, in order. $1 from and $2 to, in ms; $3 LOGOUT and $4
-- HEART_BEAT as words. The three insertions are conditions on instance, instance and agent.
-- An event that is no heartbeat and has a status, or is a logout, tells the state alone: nothing before it matters. A
-- heartbeat behind an event of the same status changes nothing and shows nothing that was not shown.
with anchors as (
    select
        agent,
        max(time_ms) as at_ms
    from agent_events
    where time_ms < $1
      and type <> $4
      and (type = $3 or status_type <> 0)
      and %s
    group by agent
),
candidates as (
    select
        agent_events.agent,
        agent_events.time_ms,
        agent_events.type,
        agent_events.status_type,
        coalesce(agent_events.event_text, cast(agent_events.id as varchar)) as event_id
    from agent_events
    left join anchors using (agent)
    where agent_events.time_ms < $2
      and agent_events.time_ms >= coalesce(anchors.at_ms, 0)
      and agent_events.agent <> 0
      and %s
      and %s
)
select
    agent,
    time_ms,
    type,
    status_type
from candidates
qualify type <> $4
    or status_type is distinct from lag(status_type) over (partition by agent order by time_ms, event_id)
    or lag(type) over (partition by agent order by time_ms, event_id) = $3
order by
    agent,
    time_ms,
    event_id;
