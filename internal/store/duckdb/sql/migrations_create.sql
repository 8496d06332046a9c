-- The list of migrations that were applied, by file name.
create table if not exists migrations (
    name varchar not null
);
