-- When the oldest entry was written, in milliseconds; 0 where there is none.
select coalesce(min(at_ms), 0)
from audit
