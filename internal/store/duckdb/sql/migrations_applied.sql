-- Whether a migration was applied. $1 is its file name.
select
    count(*) > 0
from migrations
where name = $1;
