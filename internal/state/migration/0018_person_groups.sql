-- Groups that people have made here, also those into which nobody was put yet. Who is in one is in the profiles.
create table person_group (
    name       varchar(256) not null primary key,
    name_key   varchar(512) not null unique, -- the name in lower case: names that differ only in case are the same to a reader
    created_ms bigint       not null
);
