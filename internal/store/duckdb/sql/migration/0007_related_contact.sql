-- RelatedContactId of contacts, which only their records can tell: the projection begins anew, and is filled from the
-- journal.

alter table contacts add column related_id uuid; -- RelatedContactId, as id

delete from contacts;
delete from contact_versions;
delete from contact_attributes;
delete from agent_events;
delete from agent_contacts;
delete from agent_statuses;
delete from agent_handlings;
delete from agent_stretches;
delete from agent_sessions;
delete from agent_gaps;
delete from agent_states;
delete from agent_days;
delete from contact_events;
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
