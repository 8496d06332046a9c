-- Quarantined records are told apart by their bytes, and ties are counted without regard to the order of arrival. Neither
-- can be made of the tables: they begin anew, and are filled from the journal.

delete from contacts;
delete from contact_versions;
delete from agent_events;
delete from contact_events;
delete from names;
delete from outcomes;
delete from warnings;
drop table quarantine;

create table quarantine (
    seq         bigint  not null,
    content     uuid    not null, -- digest of the bytes: one row for each
    source      varchar not null,
    received_ms bigint  not null,
    reason      varchar not null,
    size        bigint  not null, -- bytes
    replayed    boolean not null
);

update state
set
    position = 0,
    projected_at_ms = 0,
    ties_by_hash = 0,
    contacts = 0;
