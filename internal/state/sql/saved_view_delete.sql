-- Drop a view, and the pins of it: views of the kinds on_PAGE that have its id for a name. $1 id.
delete from saved_view
where id = $1 or (name = $1 and kind like 'on\_%' escape '\')
