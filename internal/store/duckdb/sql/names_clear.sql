-- Empties the names before they are written anew.
delete from names;
