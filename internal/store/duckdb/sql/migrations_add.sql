-- Notes that a migration was applied. $1 is its file name.
insert into migrations (
    name
) values ($1);
