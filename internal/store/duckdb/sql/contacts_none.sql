-- Whether no contact is stored.
select not exists (from contacts);
