-- The newest disconnect of the contacts that began before $1, in ms; null without any.
select
    max(disconnect_ms)
from contacts
where init_ms < $1;
