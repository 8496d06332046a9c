-- Whoever signs in anew takes along what they have opened. $1 session now, $2 session before, $3 provider of accounts.
update participant
set session = $1
where
    session = $2
    and account in (select name_id from session where hash = $1 and provider = $3)
