-- Drop the entries that have gone by their age.
delete from audit where seq <= (select seq from audit_kept)
