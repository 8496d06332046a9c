-- Contacts with the columns that tell of the customer's other contacts. %[1]d is the greatest distance that is looked at, in ms;
-- %[2]s the condition of the contacts that are related to each other.
with contacts as (
    select
        one.*,
        one.rowid as rowid,
        others.customers_own,
        others.since_previous_ms,
        others.until_next_ms
    from main.contacts as one
    left join (
        select
            rowid as number,
            cast(1 as tinyint) as customers_own,
            init_ms - max(init_ms) over (
                partition by instance, customer_address order by init_ms
                range between %[1]d preceding and 1 preceding
            ) as since_previous_ms,
            min(init_ms) over (
                partition by instance, customer_address order by init_ms
                range between 1 following and %[1]d following
            ) - init_ms as until_next_ms
        from main.contacts
        where customer_address is not null
          and init_ms is not null
          and %[2]s
    ) as others on one.rowid = others.number
)
