-- The projection of the journal. Everything here can be rebuilt from the journal; nothing here is the only copy.
-- Units: _ms is UTC milliseconds since 1970, _s whole seconds, seq a journal sequence number. Integers that stand for
-- texts (instance, queue, agent …) are words.id; 0 is "has none". No table has a key or an index: DuckDB keeps those in
-- memory and pays for them at every insert, and the single writer matches identities itself.

create table state (
    position        bigint  not null, -- newest seq that these tables contain
    projected_at_ms bigint  not null, -- when it was reached
    ties_by_hash    bigint  not null, -- versions of equal last update and different bytes
    contacts        bigint  not null  -- rows of contacts
);

insert into state values (0, 0, 0, 0);

create table words (
    id   integer not null,
    text varchar not null
);

-- Every name that a queue, agent or routing profile ever had, "" where a record gave it none, with the newest moment at which
-- a record said so. Rows are added; of several for one name the newest counts.
create table names (
    dimension    varchar not null, -- metric.Dimension
    word         integer not null,
    name         varchar not null,
    last_seen_ms bigint  not null
);

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
    interaction_s         integer,
    hold_s                integer,
    agent_hold_s          integer,
    longest_hold_s        integer,
    pause_s               integer,
    acw_s                 integer,
    acw_or_zero_s         integer,
    handle_s              bigint,
    interaction_hold_s    bigint,
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
    transferred_out       tinyint,
    transferred_external  tinyint,
    left_in_queue         tinyint,
    has_next              tinyint,
    agent_hung_up         tinyint,
    first_of_journey      tinyint,
    test_contact          tinyint
);

-- The versions of contacts that are not the newest: replaced ones, and ones that came late.
create table contact_versions (
    id             uuid    not null,
    instance       integer not null,
    last_update_ms bigint  not null,
    content_hash   bigint  not null,
    seq            bigint  not null
);

create table agent_events (
    id              uuid    not null, -- EventId, or a digest of it
    event_text      varchar,          -- EventId that is no UUID
    instance        integer not null,
    agent           integer not null,
    type            integer not null,
    time_ms         bigint  not null,
    status_type     integer not null, -- of the current snapshot; 0 where there is none
    status_name     integer not null,
    status_start_ms bigint  not null, -- 0 where there is none
    contacts        integer not null, -- in the current snapshot
    seq             bigint  not null
);

create table contact_events (
    id         uuid    not null, -- envelope id, or a digest of it
    instance   integer not null,
    contact    uuid    not null, -- as contacts.id
    type       integer not null,
    time_ms    bigint  not null,
    queue      integer not null,
    enqueue_ms bigint  not null, -- 0 where there is none
    seq        bigint  not null
);

create table quarantine (
    seq         bigint  not null,
    source      varchar not null,
    received_ms bigint  not null,
    reason      varchar not null,
    size        bigint  not null, -- bytes
    replayed    boolean not null
);

-- What each source delivered of each connect.Kind, and what became of it.
create table outcomes (
    source           varchar not null,
    kind             tinyint not null,
    read             bigint  not null,
    stored           bigint  not null,
    updated          bigint  not null,
    duplicates       bigint  not null,
    older            bigint  not null,
    quarantined      bigint  not null,
    last_received_ms bigint  not null,
    last_event_ms    bigint  not null
);

create table warnings (
    field  varchar not null,
    reason varchar not null,
    count  bigint  not null
);
