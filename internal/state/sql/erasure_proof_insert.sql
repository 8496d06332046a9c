-- Keep a proof; nothing happens where it is kept. $1 id, $2 when the erasure ended in milliseconds, $3 JSON.
insert into erasure_proof (id, ended_ms, document) values ($1, $2, $3) on conflict do nothing
