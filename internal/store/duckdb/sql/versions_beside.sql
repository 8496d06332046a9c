-- Every version that is not the newest of its contact, with what the newest says.
select c.id, c.contact_text, c.instance, c.init_ms, v.seq
from contact_versions v
join contacts c on c.id = v.id and c.instance = v.instance
