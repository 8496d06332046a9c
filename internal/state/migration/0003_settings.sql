-- What a contact centre has agreed: business days, working hours, holidays, service levels.
create table settings (
    instance_arn varchar(500) not null primary key, -- empty: of every instance that has none of its own
    version      bigint       not null,             -- from 1, one more with each change
    document     text         not null,             -- JSON
    saved_ms     bigint       not null
);
