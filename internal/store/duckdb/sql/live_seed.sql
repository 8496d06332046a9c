-- The records that the live board needs after a restart, by seq. In ms: $1 is its oldest moment, $2 that of what may
-- still prove late events wrong, $3 the moment after which an event is from the future. $4 to $6 are the types of contact
-- events after which nobody waits, as words.
-- All events of contacts that may be open, since no record and no such event says otherwise, and what agent events say of
-- these; of contacts that only agent events speak of, too, whose events may be on their way. Recent contact records and,
-- without one, the events of contacts that ended recently: they prove them over to events that are still on their way,
-- and tell the queue of a callback that was asked for in them. Of each agent the newest event of each type, with and
-- without snapshot: a heartbeat alone does not tell whether the agent had logged out before it. Events from the future,
-- whose moment comes later.
with gone as (
    select
        instance,
        contact,
        max(time_ms) as at_ms
    from contact_events
    where time_ms between $1 and $3
      and type in ($4, $5, $6)
    group by
        instance,
        contact
),
heard_of as (
    select
        instance,
        contact
    from contact_events
    where time_ms >= $1
    union
    select
        instance,
        contact
    from agent_contacts
    where time_ms between $2 and $3
),
open_contacts as (
    select
        instance,
        contact
    from heard_of
    anti join gone using (instance, contact)
    where not exists (
        select 1
        from contacts
        where contacts.id = heard_of.contact
          and contacts.instance = heard_of.instance
      )
),
newest as (
    select
        agent,
        type,
        snapshot,
        max(time_ms) as time_ms
    from agent_events
    where time_ms between $1 and $3
    group by
        agent,
        type,
        snapshot
)
select
    contact_events.seq
from contact_events
join open_contacts using (instance, contact)
where contact_events.time_ms >= $1
union
select
    arg_min(agent_contacts.seq, agent_contacts.time_ms)
from agent_contacts
join open_contacts using (instance, contact)
where agent_contacts.time_ms between $1 and $3
group by
    agent_contacts.instance,
    agent_contacts.contact,
    agent_contacts.state
union
select
    contact_events.seq
from contact_events
join gone using (instance, contact)
where contact_events.time_ms >= $1
  and gone.at_ms >= $2
  and not exists (
    select 1
    from contacts
    where contacts.id = gone.contact
      and contacts.instance = gone.instance
  )
union
(
    select
        seq
    from contacts
    where last_update_ms >= $2
    order by last_update_ms desc
    limit 5000
)
union
select
    agent_events.seq
from agent_events
join newest using (agent, type, snapshot, time_ms)
union
(
    select
        seq
    from agent_events
    where time_ms > $3
    order by time_ms
    limit 10000
)
order by seq;
