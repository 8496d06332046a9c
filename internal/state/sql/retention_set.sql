insert into retention (one, contacts_days, details_days, agent_events_days, quarantine_days, changed_ms) values (1, ?, ?, ?, ?, ?)
on conflict (one) do update set
    contacts_days = excluded.contacts_days, details_days = excluded.details_days, agent_events_days = excluded.agent_events_days,
    quarantine_days = excluded.quarantine_days, changed_ms = excluded.changed_ms
