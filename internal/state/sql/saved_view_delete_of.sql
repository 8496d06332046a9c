-- Drop the views of an owner. $1 owner.
delete from saved_view
where owner = $1
