-- An application was told of somebody. $1 session, $2 account, $3 application, $4 name, $5 its format, $6 session index, $7 end in
-- milliseconds.
insert into participant (session, account, application, name_id, name_format, session_index, ends_ms)
values ($1, $2, $3, $4, $5, $6, $7)
