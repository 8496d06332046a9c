-- Empties the positions before they are written anew.
delete from stream_positions;
