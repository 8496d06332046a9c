-- What the live board must know after a restart: which agent events speak of which contacts, and which of them have a
-- snapshot. Neither can be made of the tables: they begin anew, and are filled from the journal.

delete from contacts;
delete from contact_versions;
delete from agent_events;
delete from contact_events;
delete from names;
delete from outcomes;
delete from warnings;
delete from quarantine;

alter table agent_events add column snapshot tinyint; -- 1 where the event has a current snapshot

-- The earliest agent event that shows a contact in a state, by either of its snapshots. Rows older than the live board's
-- memory are removed; one contact may have several for one state.
create table agent_contacts (
    contact  uuid    not null, -- as contacts.id
    instance integer not null,
    state    integer not null,
    time_ms  bigint  not null,
    seq      bigint  not null
);

update state
set
    position = 0,
    projected_at_ms = 0,
    ties_by_hash = 0,
    contacts = 0;
