-- How many people were put into a group here, and not by a directory, and 1 more where such a group was made. $1 name of the group, $2 in
-- lower case. SQLite knows lower case of a to z alone, hence both.
select (
    select count(*)
    from person, json_each(json_extract(person.profile, '$.groups')) as put
    where put.value = $1 or lower(put.value) = $2
) + (
    select count(*)
    from person_group
    where name_key = $2
)
