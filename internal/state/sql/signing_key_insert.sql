-- A new key. $1 id, $2 application, $3 stage, $4 PEM, $5 now in milliseconds.
insert into signing_key (id, application, stage, pem, created_ms, changed_ms)
values ($1, $2, $3, $4, $5, $5)
