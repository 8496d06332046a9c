-- What the live board showed. A series is a queue; number 0 is the whole contact centre.
create table series (
    id        integer      not null primary key,
    queue_arn varchar(500) not null unique -- empty: the whole
);
insert into series (id, queue_arn) values (0, '');

-- Moments that are not in a block yet.
create table tick (
    at_ms  integer not null primary key, -- start of its quarter of a minute
    packed blob   not null
);

-- Steps of a series. step_ms 15,000: single samples, an hour a row. 900,000: quarter hours, a day of UTC a row.
create table block (
    series_id bigint not null,
    step_ms   bigint not null,
    start_ms  bigint not null,
    packed    blob   not null,
    primary key (series_id, step_ms, start_ms)
) without rowid;
create index block_start on block (step_ms, start_ms);
