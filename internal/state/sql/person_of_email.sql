-- How many others have an e-mail address, which may be somebody's login elsewhere. $1 the address, $2 in lower case, $3 account that is
-- left out. SQLite knows lower case of a to z alone, hence both.
select count(*)
from person
where (json_extract(profile, '$.email') = $1 or lower(json_extract(profile, '$.email')) = $2) and account <> $3
