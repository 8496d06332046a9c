-- How far the contact records of each instance are, in UTC ms.
select
    instance,
    max(last_update_ms)
from contacts
group by instance;
