-- Accounts that a directory has made, the oldest first. $1 one id, $2 one account, $3 one external id, '' for all.
select
    u.id,
    u.account,
    u.external_id,
    u.resource,
    coalesce(person.profile, '{}'),
    case when account.disabled_ms is null then 0 else 1 end,
    u.created_ms,
    u.changed_ms,
    (
        select json_group_array(json_object('ID', g.id, 'Name', g.name))
        from provisioned_member as m
        join provisioned_group as g on g.id = m.group_id
        where m.user_id = u.id
    )
from provisioned_user as u
join account on account.name = u.account
left join person on person.account = u.account
where u.deleted_ms is null and ($1 = '' or u.id = $1) and ($2 = '' or u.account = $2) and ($3 = '' or u.external_id = $3)
order by u.created_ms, u.id
