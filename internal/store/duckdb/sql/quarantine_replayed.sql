-- Marks a quarantined record as replayed. $1 is its seq.
update quarantine
set replayed = true
where seq = $1;
