-- Empties the warnings before they are written anew.
delete from warnings;
