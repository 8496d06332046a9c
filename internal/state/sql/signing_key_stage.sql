-- Take a key from one stage to another. $1 new stage, $2 PEM, $3 now in milliseconds, $4 id, $5 stage that it has to have.
update signing_key
set stage = $1, pem = $2, changed_ms = $3
where id = $4 and stage = $5
