-- The keys of an application, the oldest first. $1 application.
select id, application, stage, pem, created_ms, changed_ms
from signing_key
where application = $1
order by created_ms, id
