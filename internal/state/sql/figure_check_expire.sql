-- Drop checks of days before $1.
delete from figure_check where day < $1
