-- The proofs of erasures, which name nobody who was erased.

create table erasure_proof (
    id       varchar(64) not null primary key,
    ended_ms bigint      not null,
    document text        not null -- JSON
);

create index erasure_proof_ended on erasure_proof (ended_ms);
