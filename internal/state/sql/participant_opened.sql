-- Which applications were opened in which sessions, and have not been told that these have ended. $1 now in milliseconds.
select distinct
    session,
    application
from participant
where ends_ms > $1
order by
    session,
    application
