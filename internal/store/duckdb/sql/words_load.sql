-- All words.
select
    id,
    text
from words;
