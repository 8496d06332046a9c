-- Identity providers that sign people in by SAML: what counts of each, and what waits until somebody agrees to it.

create table trusted_provider (
    id         varchar(32)   not null primary key,
    name       varchar(100)  not null unique, -- on its button
    entity_id  varchar(1024) unique,          -- null as long as nothing of it counts
    definition text          not null,        -- JSON
    version    bigint        not null,        -- grows with each change
    changed_ms bigint        not null
);

create table saml_key_use (
    entity_id   varchar(1024) not null,
    fingerprint char(64)      not null, -- SHA-256 of the certificate in hex
    used_ms     bigint        not null, -- when somebody last signed in by its key
    primary key (entity_id, fingerprint)
);
