-- Takes the attributes of the contacts that the batch replaces off the counts. $1 is the least seq of these contacts, $2 the
-- greatest.
insert into replaced_attributes
select
    seq,
    key,
    value
from contact_attributes
where seq between $1 and $2
  and seq in (select seq from batch_rows);
