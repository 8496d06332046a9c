-- How far each shard of a stream was read.
select
    stream,
    shard,
    sequence
from stream_positions;
