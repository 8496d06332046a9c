-- Drop a view. $1 id.
delete from saved_view
where id = $1
