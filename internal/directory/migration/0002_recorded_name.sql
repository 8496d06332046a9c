-- What contact records and agent events call things, each name with the first and the last moment of which they do, in
-- milliseconds since 1970, UTC. The last may be an hour older than it is known to be.
create table recorded_name (
    arn      varchar(500) not null,
    kind     varchar(32)  not null, -- as in entry
    name     varchar(200) not null, -- of a user, the login
    first_ms bigint       not null,
    last_ms  bigint       not null,
    primary key (arn, name)
);
