-- What the things of an instance are called, and were called. Moments are milliseconds since 1970, UTC.

create table entry (
    arn             varchar(500) not null primary key,
    instance_arn    varchar(500) not null,
    kind            varchar(32)  not null, -- queue, user, routing_profile, agent_status, hierarchy_group
    name            varchar(200) not null, -- of a user, the login
    first_name      varchar(200) not null,
    last_name       varchar(200) not null,
    routing_profile varchar(500) not null, -- ARN; of a user
    hierarchy_group varchar(500) not null, -- ARN; of a user
    status_type     varchar(32)  not null, -- of an agent status
    queues          text         not null, -- ARNs, a line each; of a routing profile
    path            text         not null, -- ARNs, a line each; of a hierarchy group, level 1 first
    since_ms        bigint       not null, -- first listed under this name
    gone_ms         bigint       not null  -- first missing; 0: it is there
);

create table former_name (
    arn        varchar(500) not null,
    from_ms    bigint       not null,
    to_ms      bigint       not null,
    name       varchar(200) not null,
    first_name varchar(200) not null,
    last_name  varchar(200) not null,
    primary key (arn, from_ms)
);

-- When a kind was last listed as a whole.
create table listing (
    instance_arn varchar(500) not null,
    kind         varchar(32)  not null,
    at_ms        bigint       not null,
    primary key (instance_arn, kind)
);
