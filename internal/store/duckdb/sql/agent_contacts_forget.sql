-- Removes what the live board would not look at any more. $1 is its oldest moment, in ms.
delete from agent_contacts
where time_ms < $1;
