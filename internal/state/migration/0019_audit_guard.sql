-- The audit log is held by the database itself: its rows are not changed, and go from the old end alone, once they are old enough.
-- (Triggers are SQLite's own: another database needs them anew.)

create table audit_kept (
    one  bigint   not null primary key check (one = 1),
    days bigint   not null check (days >= 365), -- for how long entries are kept
    seq  bigint   not null,                     -- the newest entry that has gone; 0: none has
    hash char(64) not null                      -- of that entry, zeros for none
);

insert into audit_kept (one, days, seq, hash)
values (
    1,
    732,
    coalesce((select min(seq) from audit), 1) - 1,
    coalesce((select before from audit order by seq limit 1), '0000000000000000000000000000000000000000000000000000000000000000')
);

-- Also against an insert that puts a row in the place of another.
create trigger audit_grows_at_its_end before insert on audit
when new.seq <> coalesce((select max(seq) from audit), (select seq from audit_kept)) + 1
begin
    select raise(abort, 'the audit log grows at its end');
end;

create trigger audit_is_not_changed before update on audit
begin
    select raise(abort, 'the audit log is not changed');
end;

create trigger audit_goes_by_age before delete on audit
when old.seq > (select seq from audit_kept)
begin
    select raise(abort, 'entries of the audit log go by their age');
end;

-- What has gone moves on to an entry that is there, and at least a year older than the newest one.
create trigger audit_kept_moves_on before update of one, seq, hash on audit_kept
when not exists (
    select 1 from audit
    where
        seq = new.seq
        and hash = new.hash
        and at_ms <= (select max(at_ms) from audit) - 31536000000
)
begin
    select raise(abort, 'entries of the audit log go by their age');
end;

create trigger audit_kept_stays before delete on audit_kept
begin
    select raise(abort, 'entries of the audit log go by their age');
end;
