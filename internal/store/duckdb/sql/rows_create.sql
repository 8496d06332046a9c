-- The stored contacts that a batch replaces, by row number.
create or replace temp table batch_rows (
    number bigint not null
);
