-- When a series began. 0 of queues: one without samples of its own had nobody waiting whenever somebody looked. An instance
-- that the board had not heard of yet is no instance in which nobody waited.
alter table series add column since_ms bigint not null default 0;
