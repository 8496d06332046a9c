-- Drop a view, and the pins of it: views of the kinds on_PAGE that have its id for a name. $1 owner, $2 id.
delete from saved_view
where owner = $1 and (id = $2 or (name = $2 and kind like 'on\_%' escape '\'))
