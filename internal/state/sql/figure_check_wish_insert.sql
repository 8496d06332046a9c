-- Wish for the check of a day. $1 instance, $2 day, $3 now in milliseconds.
insert into figure_check_wish (instance, day, wished_ms)
values ($1, $2, $3)
on conflict (instance, day) do nothing
