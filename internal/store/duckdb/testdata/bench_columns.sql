-- The columns that panels need, for the loop that they are compared with; -1 is missing.
select
    init_ms,
    coalesce(acw_s, -1),
    coalesce(acw_or_zero_s, -1),
    coalesce(interaction_s, -1),
    agent,
    outbound,
    connected
from contacts;
