-- What came of comparing figures with Amazon Connect's own, a day of an instance at a time, and which days wait for it.

create table figure_check (
    instance    varchar(256) not null,            -- ARN
    day         char(10)     not null,            -- 2006-01-02, in the zone of the check
    begun_ms    bigint       not null,
    ended_ms    bigint       not null default 0,  -- 0 while it is under way, or was broken off
    summary     text         not null,            -- JSON
    document    text         not null,            -- JSON: all of it
    primary key (instance, day, begun_ms)
);

create table figure_check_wish (
    instance  varchar(256) not null,
    day       char(10)     not null,
    wished_ms bigint       not null,
    primary key (instance, day)
);
