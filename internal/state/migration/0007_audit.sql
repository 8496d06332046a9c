-- Who did what with whose data. Rows are added, and dropped from the old end; nothing is changed.

create table audit (
    seq      integer       not null primary key, -- from 1, without holes
    at_ms    bigint        not null,
    provider varchar(1024) not null, -- what vouches for who: entityID of an identity provider, local, token, command line
    who      text          not null,
    address  varchar(64)   not null, -- where the request came from; '' where there was none
    action   varchar(64)   not null,
    subject  text          not null, -- whose data, or what: a contact's id, an agent, a query
    status   smallint      not null, -- of the answer, as in HTTP; 0 where there was none
    request  varchar(64)   not null, -- id of the request, as the log has it
    before   char(64)      not null, -- hash of the row before, zeros for the first
    hash     char(64)      not null  -- SHA-256 over all of the above, lower-case hex
);

create index audit_at on audit (at_ms);
