-- All names.
select
    dimension,
    word,
    name,
    last_seen_ms
from names;
