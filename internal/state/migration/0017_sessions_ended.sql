-- From where people signed in, why sessions have ended, and who may not sign in.

alter table session add column address varchar(64) not null default ''; -- of whoever signed in

-- Sessions that were ended by somebody or something else than their owner, for a day.
create table session_end (
    hash      char(64)      not null primary key, -- of the session
    provider  varchar(1024) not null,
    name_id   text          not null,
    ended_ms  bigint        not null,
    why       varchar(32)   not null,
    ended_by  varchar(1024) not null              -- who did; '' where nobody did
);

create index session_end_at on session_end (ended_ms);

-- People of identity providers whom an administrator has barred, whatever the rules say.
create table barred_person (
    id         varchar(32)   not null primary key,
    provider   varchar(1024) not null,
    name_id    text          not null,
    note       text          not null,
    barred_by  varchar(1024) not null,
    created_ms bigint        not null,
    unique (provider, name_id)
);
