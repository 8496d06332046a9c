-- How far each shard of a stream was read, by the checkpoints in the journal.
create table stream_positions (
    stream   varchar not null,
    shard    varchar not null, -- '' for the whole stream
    sequence varchar not null
);
