-- Keep an entry in place of what was known of it. $1 to $13 as in the table; moments in milliseconds.
insert into entry (
    arn, instance_arn, kind, name, first_name, last_name, routing_profile, hierarchy_group, status_type, queues, path, since_ms, gone_ms
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (arn) do update
set
    instance_arn = excluded.instance_arn,
    kind = excluded.kind,
    name = excluded.name,
    first_name = excluded.first_name,
    last_name = excluded.last_name,
    routing_profile = excluded.routing_profile,
    hierarchy_group = excluded.hierarchy_group,
    status_type = excluded.status_type,
    queues = excluded.queues,
    path = excluded.path,
    since_ms = excluded.since_ms,
    gone_ms = excluded.gone_ms
