-- Deletes the attributes of the contacts that the batch replaces. $1 is the least seq of these contacts, $2 the greatest.
delete from contact_attributes
where seq between $1 and $2
  and seq in (select seq from batch_rows);
