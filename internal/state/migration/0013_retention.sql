-- For how long records are kept, in days, 0 for ever; and what came of it last. One row.

create table retention (
    one               bigint not null primary key check (one = 1),
    contacts_days     bigint not null,
    agent_events_days bigint not null,
    quarantine_days   bigint not null,
    changed_ms        bigint not null,
    applied_ms        bigint not null default 0,
    removed           text    not null default '' -- JSON: counts
);
