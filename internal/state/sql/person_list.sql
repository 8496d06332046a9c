-- Who the owners of accounts are, by account. $1 one account, '' for all. Accounts that let nobody in are left out of neither.
select
    person.account,
    person.secret,
    person.profile,
    case when account.disabled_ms is null then 0 else 1 end,
    case when u.id is null then 0 else 1 end,
    (
        select json_group_array(g.name)
        from provisioned_member as m
        join provisioned_group as g on g.id = m.group_id
        where m.user_id = u.id
    )
from person
join account on account.name = person.account
left join provisioned_user as u on u.account = person.account and u.deleted_ms is null
where $1 = '' or person.account = $1
order by person.account
