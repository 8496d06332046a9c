-- The stored contacts that a batch replaces, by row number, with their seq.
create or replace temp table batch_rows (
    number bigint not null,
    seq    bigint not null
);
