-- Pages as somebody has set them up, under a name.

create table saved_view (
    id         varchar(32)   not null primary key,
    owner      varchar(200)  not null, -- '': everybody's, as all are while nobody signs in
    kind       varchar(32)   not null, -- which page: report, contacts, ...
    name       varchar(100)  not null,
    name_key   varchar(200)  not null, -- the name in lower case: names that differ only in case are the same to a reader
    query      varchar(8000) not null, -- the query part of the page's address, without "?"
    pinned     smallint      not null, -- 1: shown on the kind's home
    created_ms bigint        not null,
    updated_ms bigint        not null,
    unique (owner, kind, name_key)
);
