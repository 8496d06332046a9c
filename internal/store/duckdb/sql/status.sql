-- What Pipeline health shows of the tables: first and last initiation in ms, null without contacts, and the number of
-- quarantined records that were not replayed.
select
    (select min(init_ms) from contacts),
    (select max(init_ms) from contacts),
    (select count(*) from quarantine where not replayed);
