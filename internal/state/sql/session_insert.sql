-- Begin a session. $1 SHA-256 of the cookie in hex, $2 provider, $3 name, $4 its format, $5 its qualifier, $6 its service
-- provider's qualifier, $7 session index, $8 now in milliseconds, $9 end in milliseconds,
-- $10 attributes, $11 the address of whoever signed in.
insert into session (
    hash, provider, name_id, name_format, name_qualifier, name_sp_qualifier, session_index, created_ms, used_ms, ends_ms, attributes,
    address
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)
