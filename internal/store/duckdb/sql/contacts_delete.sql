-- Deletes the stored contacts that the batch replaces.
delete from contacts
where rowid in (select number from batch_rows);
