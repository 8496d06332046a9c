-- What contacts say of themselves, which only their records can tell. So the projection begins anew: its tables are emptied
-- here and filled from the journal by the store. All of them, since a record that is projected twice counts twice.

-- The attributes of the newest version of each contact, those with an empty value left out. Rows belong to the row of
-- contacts with the same seq; both are written and deleted together. Keys are words, since they come again and again; values
-- are not, since every contact may have its own.
create table contact_attributes (
    seq   bigint  not null,
    key   integer not null, -- words.id
    value varchar not null
);

delete from contacts;
delete from contact_versions;
delete from agent_events;
delete from agent_contacts;
delete from contact_events;
delete from agent_statuses;
delete from agent_handlings;
delete from agent_stretches;
delete from agent_sessions;
delete from agent_gaps;
delete from agent_states;
delete from agent_days;
delete from names;
delete from outcomes;
delete from warnings;
delete from quarantine;

update state
set
    position = 0,
    projected_at_ms = 0,
    ties_by_hash = 0,
    contacts = 0;
