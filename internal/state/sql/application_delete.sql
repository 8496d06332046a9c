-- Forget an application. $1 id.
delete from application
where id = $1
