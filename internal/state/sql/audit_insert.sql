-- Add an entry. $1 seq, $2 moment in milliseconds, $3 provider, $4 who, $5 address, $6 action, $7 subject, $8 status, $9 request,
-- $10 hash of the entry before, $11 hash, $12 reason.
insert into audit (seq, at_ms, provider, who, address, action, subject, status, request, before, hash, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
