-- By which browsers keep for us what they cannot write: sign-ins that are under way.

create table sealing_key (
    secret     char(64) not null primary key, -- 32 random bytes, lower-case hex
    created_ms bigint   not null
);
