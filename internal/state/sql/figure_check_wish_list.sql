-- Days that wait, in the order in which they were wished for. $1 instance.
select day
from figure_check_wish
where instance = $1
order by wished_ms, day
