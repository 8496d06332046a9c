-- Who is signed in, by which browser.
create table session (
    hash              char(64)      not null primary key, -- SHA-256 of the cookie, lower-case hex: the cookie itself is kept nowhere
    provider          varchar(1024) not null,             -- entityID of the identity provider
    name_id           text          not null,             -- exact, as are its qualifiers: nobody is the same who differs in one of them
    name_format       varchar(1024) not null,
    name_qualifier    text          not null,
    name_sp_qualifier text          not null,
    session_index     text          not null,             -- by which the identity provider knows the session; '' where it does not say
    created_ms        bigint        not null,
    used_ms           bigint        not null,             -- exact to a minute
    ends_ms           bigint        not null
);

create index session_ends on session (ends_ms);

-- What may be used to sign in once: digests of the IDs of messages, assertions and requests.
create table sign_in_once (
    digest   char(64) not null primary key,
    until_ms bigint   not null -- after this it is refused for its age
);

create index sign_in_once_until on sign_in_once (until_ms);
