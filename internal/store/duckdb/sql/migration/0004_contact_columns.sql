-- More dimensions and columns of contacts, which only their records can tell. So the projection begins anew: its tables are
-- emptied here and filled from the journal by the store. All of them, since a record that is projected twice counts twice.

drop table contacts;

-- The newest version of each contact. (instance, id) is its identity; id is the contact id itself where that is a UUID,
-- else a digest of contact_text. The block from init_ms on holds metric.Columns in their order.
create table contacts (
    id                    uuid    not null,
    contact_text          varchar,           -- contact id that is no UUID
    initial_id            uuid,              -- InitialContactId, as id
    seq                   bigint  not null,
    content_hash          bigint  not null,
    customer_address      varchar,
    instance              integer not null,
    queue                 integer not null,
    agent                 integer not null,
    routing_profile       integer not null,
    channel               integer not null,
    subtype               integer not null,
    initiation_method     integer not null,
    disconnect_reason     integer not null,
    system_endpoint       integer not null,
    hierarchy_level_1     integer not null, -- of the agent
    hierarchy_level_2     integer not null,
    hierarchy_level_3     integer not null,
    hierarchy_level_4     integer not null,
    hierarchy_level_5     integer not null,
    init_ms               bigint,
    last_update_ms        bigint,
    connected_to_system_ms bigint,
    disconnect_ms         bigint,
    transfer_completed_ms bigint,
    scheduled_ms          bigint,
    enqueue_ms            bigint,
    dequeue_ms            bigint,
    connected_ms          bigint,
    acw_start_ms          bigint,
    acw_end_ms            bigint,
    queue_s               integer,
    wait_s                integer,
    interaction_s         integer,
    hold_s                integer,
    agent_hold_s          integer,
    longest_hold_s        integer,
    pause_s               integer,
    acw_s                 integer,
    acw_or_zero_s         integer,
    handle_s              bigint,
    interaction_hold_s    bigint,
    active_s              bigint,
    contact_s             integer,
    resolution_s          integer,
    flow_s                integer,
    holds                 integer,
    connection_attempts   integer,
    queued                tinyint,
    connected             tinyint,
    abandoned             tinyint,
    incoming              tinyint,
    outbound              tinyint,
    outbound_wide         tinyint,
    callback              tinyint,
    api                   tinyint,
    monitor               tinyint,
    disconnect_flow       tinyint,
    transferred_in        tinyint,
    transferred_in_by_agent tinyint,
    transferred_out       tinyint,
    transferred_external  tinyint,
    left_in_queue         tinyint,
    ended_on_hold         tinyint,
    has_next              tinyint,
    agent_hung_up         tinyint,
    conversation_abandoned tinyint,
    first_of_journey      tinyint,
    test_contact          tinyint
);

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
