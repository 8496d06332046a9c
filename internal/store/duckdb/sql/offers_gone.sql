-- Of the offers, which the insertion chooses, those whose customer had gone by then: activity.RecordAbandoned.
select offers.place
from (
    select
        rowid as place,
        contact,
        instance,
        end_ms
    from agent_handlings
    where %s
) as offers
join contacts
    on contacts.id = offers.contact
    and contacts.instance = offers.instance
where contacts.connected_ms is null
  and contacts.disconnect_ms <= offers.end_ms
