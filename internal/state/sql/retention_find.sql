select contacts_days, details_days, agent_events_days, quarantine_days, changed_ms, applied_ms, removed from retention
