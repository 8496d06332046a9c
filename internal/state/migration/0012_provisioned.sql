-- Accounts and groups that a directory has made by SCIM.

-- 1: a directory has disabled the account, and may let it in again; what an administrator has disabled it may not.
alter table account add column disabled_by_directory smallint not null default 0;

create table provisioned_user (
    id          varchar(36)  not null primary key, -- by which the directory knows it
    account     varchar(64)  not null unique,
    external_id varchar(256) not null,             -- what the directory calls it; '' where it does not say
    resource    text         not null,             -- JSON: what the directory says of it
    created_ms  bigint       not null,
    changed_ms  bigint       not null,
    deleted_ms  bigint                             -- null: it is there; else only its name is left, for nobody but this directory
);

create table provisioned_group (
    id          varchar(36)  not null primary key,
    name        varchar(256) not null,
    name_key    varchar(512) not null unique, -- the name in lower case: names that differ only in case are the same to a reader
    external_id varchar(256) not null,
    created_ms  bigint       not null,
    changed_ms  bigint       not null
);

create table provisioned_member (
    group_id varchar(36) not null,
    user_id  varchar(36) not null,
    primary key (group_id, user_id)
);

create index provisioned_member_user on provisioned_member (user_id);
