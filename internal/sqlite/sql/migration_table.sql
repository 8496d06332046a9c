-- The list of migrations that this database has been through.
create table if not exists migration (
    version    bigint not null primary key,
    applied_ms bigint not null
)
