-- Unusable fields of accepted records.
select
    field,
    reason,
    count
from warnings;
