-- Proofs, the newest first. $1 id, '' for all; $2 how many.
select document
from erasure_proof
where ($1 = '' or id = $1)
order by ended_ms desc, id
limit $2
