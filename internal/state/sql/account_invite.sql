-- Let a new link set an account up that lets its owner go on to applications and no further: one without a role, which is not disabled.
-- $1 SHA-256 of its token in hex, $2 until when it holds in milliseconds, $3 name.
update account
set password = '', code_secret = '', link = $1, link_until_ms = $2
where name = $3 and role = '' and disabled_ms is null
