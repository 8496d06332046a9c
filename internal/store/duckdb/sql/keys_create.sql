-- The identities in a batch.
create or replace temp table batch_keys (
    id uuid not null
);
