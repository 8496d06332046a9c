-- What rules of access need, and tokens of programs.

alter table session add column attributes text not null default '{}'; -- JSON: texts by name, as the identity provider gave them

-- Sessions that began before have none: their owners sign in again.
delete from session;

create table api_token (
    id           varchar(32)  not null primary key,
    name         varchar(200) not null,
    hash         char(64)     not null unique, -- SHA-256 of the token, lower-case hex: the token itself is kept nowhere
    access       text         not null,        -- JSON: what it may do
    created_ms   bigint       not null,
    ends_ms      bigint       not null,
    last_used_ms bigint                        -- null: never; exact to a minute
);
