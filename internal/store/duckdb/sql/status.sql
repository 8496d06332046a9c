-- What Pipeline health shows of the tables: first and last initiation in ms, and the number of quarantined records that
-- were not replayed. Both initiations are looked for beyond those that were found last, which reads few row groups instead
-- of all: null when nothing is there any more.
select
    (select min(init_ms) from contacts where init_ms <= ?),
    (select max(init_ms) from contacts where init_ms >= ?),
    (select count(*) from quarantine where not replayed);
