-- Sums the milliseconds of intervals by bucket, where a question has several. The insertions: columns, rest of the selection,
-- bucket of an interval's first and last moment, edge behind and before a bucket, and the number of ends. Most intervals lie in
-- one bucket and are not taken apart. To keep the steps for both halves of the union would cost more than to take them twice.
with spans as not materialized (
select
    %[1]s%[2]s
),
placed as not materialized (
select
    *,
    cast(%[3]s as bigint) as first,
    cast(%[4]s as bigint) as last
from spans
),
cut as not materialized (
select *, first as bucket, ended - begun as ms from placed where first = last
union all
select *, least(ended, %[5]s) - greatest(begun, %[6]s) as ms
from (select *, unnest(range(first, last + 1)) as bucket from placed where first < last)
)
select bucket, columns('^(key|of)_'), cast(sum(ms) as bigint), %[7]s
from cut
group by all;
