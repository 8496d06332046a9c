-- Empties the outcomes before they are written anew.
delete from outcomes;
