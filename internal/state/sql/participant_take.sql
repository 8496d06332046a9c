-- Forget what an application was told of somebody in one session, under one name, to tell it that the session ends. $1 id of one of these.
delete from participant
where
    (session, application, name_id, name_format) in (
        select
            session,
            application,
            name_id,
            name_format
        from participant
        where id = $1
    )
returning application, name_id, name_format, session_index
