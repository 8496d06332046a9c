-- $1 instance, $2 day, '' for all.
delete from figure_check_wish where instance = $1 and ($2 = '' or day = $2)
