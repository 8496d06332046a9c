-- The newest seq that the projection contains, 0 for a new one.
select
    position
from state;
