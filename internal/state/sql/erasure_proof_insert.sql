-- Keep a proof. $1 id, $2 when the erasure ended in milliseconds, $3 JSON.
insert into erasure_proof (id, ended_ms, document) values ($1, $2, $3)
