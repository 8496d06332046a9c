-- People whom Ringside itself knows: the first administrator, and those who come in when the identity provider is away.
create table account (
    name          varchar(64)  not null primary key, -- in lower case
    role          varchar(32)  not null,
    password      varchar(255) not null, -- Argon2id as a PHC string; '' until the link was used
    code_secret   varchar(64)  not null, -- base32, of the codes of an authenticator app; '' until the link was used
    link          char(64)     unique,   -- SHA-256 of the one-time link's token, lower-case hex; null: there is none
    link_until_ms bigint       not null,
    created_ms    bigint       not null,
    signed_in_ms  bigint,                -- null: never
    disabled_ms   bigint                 -- null: may sign in
);
