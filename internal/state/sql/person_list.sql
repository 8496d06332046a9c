-- Who the owners of accounts are, by account. $1 one account, '' for all. Accounts that let nobody in are left out of neither.
select
    person.account,
    person.secret,
    person.profile,
    case when account.disabled_ms is null then 0 else 1 end
from person
join account on account.name = person.account
where $1 = '' or person.account = $1
order by person.account
