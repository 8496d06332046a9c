-- How many views there are.
select count(*)
from saved_view
