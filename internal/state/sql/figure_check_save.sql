-- Keep a check, or what it has found by now. $1 instance, $2 day, $3 and $4 when it began and ended in milliseconds (0: not yet),
-- $5 summary, $6 document.
insert into figure_check (instance, day, begun_ms, ended_ms, summary, document)
values ($1, $2, $3, $4, $5, $6)
on conflict (instance, day, begun_ms) do update set
    ended_ms = excluded.ended_ms,
    summary = excluded.summary,
    document = excluded.document
