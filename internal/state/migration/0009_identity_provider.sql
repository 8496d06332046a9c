-- What the identity provider that Ringside ships needs: who the owners of accounts are, the applications that take its word, and its keys.

create table person (
    account    varchar(64) not null primary key, -- name of an account
    secret     char(64)    not null,             -- random, told to nobody: names that applications keep are derived from it
    profile    text        not null,             -- JSON
    changed_ms bigint      not null
);

create table application (
    id         varchar(40) not null primary key, -- in its addresses
    definition text        not null,             -- JSON
    created_ms bigint      not null,
    changed_ms bigint      not null
);

create table signing_key (
    id          varchar(32) not null primary key,
    application varchar(40) not null, -- each has keys of its own
    stage       varchar(8)  not null, -- next: published; active: signs; retired: neither, its private key is gone
    pem         text        not null, -- private key and certificate; the certificate alone of a retired one
    created_ms  bigint      not null,
    changed_ms  bigint      not null
);

create index signing_key_application on signing_key (application);
