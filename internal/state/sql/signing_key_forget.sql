-- Forget the keys of an application. $1 application.
delete from signing_key
where application = $1
