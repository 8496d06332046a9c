-- Agents' time: intervals of statuses, contacts, stretches, sessions and gaps, as package activity derives them from agent
-- events. Only the events can tell, so the projection begins anew: its tables are emptied here and filled from the journal.

-- When an event counts: its time, or the newest state that it shows if that is a little later.
alter table agent_events add column moment_ms bigint;

-- Moments are UTC milliseconds. by_ms is the moment of the event that decided the row: where an event comes late, the rows
-- decided from its day on are made anew. What still goes on is not here but in agent_states.
create table agent_statuses (
    instance          integer not null,
    agent             integer not null,
    start_ms          bigint  not null,
    end_ms            bigint  not null,
    status            integer not null, -- ARN; 0 after a logout
    name              integer not null,
    type              integer not null,
    missing           tinyint not null, -- 1 where an event at one of its ends is missing
    routing_profile   integer not null,
    hierarchy_level_1 integer not null,
    hierarchy_level_2 integer not null,
    hierarchy_level_3 integer not null,
    hierarchy_level_4 integer not null,
    hierarchy_level_5 integer not null,
    by_ms             bigint  not null
);

create table agent_handlings (
    instance          integer not null,
    agent             integer not null,
    start_ms          bigint  not null,
    end_ms            bigint  not null, -- start_ms where an offer was over at once
    contact           uuid    not null, -- as contacts.id
    contact_text      varchar,          -- contact id that is no UUID
    channel           integer not null,
    initiation_method integer not null,
    queue             integer not null,
    state             integer not null,
    next              integer not null, -- state; 0 where the contact left the agent
    missing           tinyint not null,
    routing_profile   integer not null,
    hierarchy_level_1 integer not null,
    hierarchy_level_2 integer not null,
    hierarchy_level_3 integer not null,
    hierarchy_level_4 integer not null,
    hierarchy_level_5 integer not null,
    by_ms             bigint  not null
);

create table agent_stretches (
    instance          integer not null,
    agent             integer not null,
    start_ms          bigint  not null,
    end_ms            bigint  not null,
    class             integer not null, -- activity.Class; 0 where no status was seen
    error             tinyint not null, -- 1 while a contact is in an error state
    routing_profile   integer not null,
    hierarchy_level_1 integer not null,
    hierarchy_level_2 integer not null,
    hierarchy_level_3 integer not null,
    hierarchy_level_4 integer not null,
    hierarchy_level_5 integer not null,
    by_ms             bigint  not null
);

create table agent_sessions (
    instance  integer not null,
    agent     integer not null,
    start_ms  bigint  not null,
    end_ms    bigint  not null,
    login_ms  bigint  not null, -- 0 where no LOGIN was seen
    logout_ms bigint  not null, -- 0 where no LOGOUT was seen
    by_ms     bigint  not null
);

create table agent_gaps (
    instance integer not null,
    agent    integer not null,
    start_ms bigint  not null,
    end_ms   bigint  not null,
    by_ms    bigint  not null
);

-- What is known of each agent after all events (activity.State as JSON).
create table agent_states (
    agent integer not null,
    state varchar not null
);

-- The same before the first event of each UTC day that has events of the agent.
create table agent_days (
    agent  integer not null,
    day_ms bigint  not null, -- start of the day
    state  varchar not null
);

delete from contacts;
delete from contact_versions;
delete from agent_events;
delete from agent_contacts;
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
