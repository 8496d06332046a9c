-- The records that the live board needs after a restart, by seq: events of contacts without a record, and the newest event
-- of each agent. $1 is the oldest moment of contact events, in ms.
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
select
    arg_max(seq, (time_ms, seq))
from agent_events
group by agent
order by seq;
