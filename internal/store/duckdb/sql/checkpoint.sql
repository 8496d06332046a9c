-- Moves what is in the log into the database file.
checkpoint;
