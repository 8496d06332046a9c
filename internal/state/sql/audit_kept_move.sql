-- Entries up to one have gone. $1 its seq, $2 its hash.
update audit_kept set seq = $1, hash = $2
