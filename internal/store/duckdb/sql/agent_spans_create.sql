-- Spans of agents' time, [from_ms, to_ms), for the statements that join it.
create or replace temp table agent_spans (
    agent   integer not null,
    from_ms bigint  not null,
    to_ms   bigint  not null
);
