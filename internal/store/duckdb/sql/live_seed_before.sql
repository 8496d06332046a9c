-- The records from which the queues of contacts are known that others grew out of, by seq. $1 is the oldest moment of
-- events, in ms. The insertion lists contacts.
select
    seq
from contact_events
where contact in (%[1]s)
  and time_ms >= $1
union
select
    seq
from contacts
where id in (%[1]s)
order by seq;
