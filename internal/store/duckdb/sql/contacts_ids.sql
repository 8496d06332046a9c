-- The ids of all stored contacts.
select id
from contacts;
