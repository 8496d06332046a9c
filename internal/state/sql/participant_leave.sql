-- An application has left a session. $1 session, $2 application.
delete from participant
where
    session = $1
    and application = $2
