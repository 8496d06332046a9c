-- Ingest keys and the progress of unfinished imports.
-- Moments are milliseconds since 1970, UTC, unless the name says otherwise.

create table ingest_key (
    id          varchar(32)  not null primary key,
    name        varchar(200) not null,
    hash        char(64)     not null unique, -- SHA-256 of the key, lower-case hex: the key itself is kept nowhere
    created_ms  bigint       not null,
    last_used_ms bigint,                      -- null: never; exact to a minute
    revoked_ms  bigint                        -- null: in force
);

-- One row for each file of an import that has begun and has not finished.
create table import_file (
    job          text     not null, -- what was asked for: the paths of the command, one a line
    path         text     not null,
    size_bytes   bigint   not null,
    modified_ns  bigint   not null, -- nanoseconds since 1970
    device       bigint   not null, -- 0 where the system does not tell
    inode        bigint   not null, -- 0 where the system does not tell
    offset_bytes bigint   not null, -- in the unpacked text: everything before it is durable
    records      bigint   not null, -- durable values before the offset
    finished     smallint not null, -- 1: nothing is left to read
    updated_ms   bigint   not null,
    primary key (job, path)
);
