-- Which applications were told of somebody in a session, so that they can be told when it ends.
create table participant (
    id            integer     not null primary key,
    session       char(64)    not null,             -- of the account, by the hash of its cookie; it may have ended
    account       varchar(64) not null,
    application   varchar(40) not null,
    name_id       text        not null,             -- what the application was told
    name_format   text        not null,
    session_index varchar(64) not null,
    ends_ms       bigint      not null              -- when the session ends at the latest
);

create index participant_session on participant (session);
create index participant_named on participant (application, name_id);
create index participant_ends on participant (ends_ms);
