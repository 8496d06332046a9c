-- Groups of a directory, the oldest first. $1 whether members are wanted (1), $2 one id, '' for all.
select
    g.id,
    g.name,
    g.external_id,
    g.created_ms,
    g.changed_ms,
    case when $1 = 1 then (select json_group_array(m.user_id) from provisioned_member as m where m.group_id = g.id) else '[]' end
from provisioned_group as g
where $2 = '' or g.id = $2
order by g.created_ms, g.id
