-- The records that the live board needs after a restart, by seq. $1 is the oldest moment of contact events, $2 that of
-- contact records, in ms.
-- Contact events of contacts without a record: they may still be open. Recent contact records: they prove their contacts
-- over, also to events that are still on their way. The newest event of each type of each agent: a heartbeat alone does not
-- tell whether the agent had logged out before it.
select
    seq
from contact_events
where time_ms >= $1
  and not exists (
    select 1
    from contacts
    where contacts.id = contact_events.contact
      and contacts.instance = contact_events.instance
  )
union all
(
    select
        seq
    from contacts
    where last_update_ms >= $2
    order by last_update_ms desc
    limit 5000
)
union all
select
    arg_max(seq, (time_ms, seq))
from agent_events
group by agent, type
order by seq;
