-- One row as long as the identity providers that are kept here are the only way in: the last one that counts cannot be removed then.

create table last_provider_stays (
    only_row integer not null primary key check (only_row = 1)
);
