-- When the first came of what is counted; -1 of what came before that was kept, until the projection is filled from the journal anew.
alter table outcomes add column first_received_ms bigint default -1;
alter table outcomes add column first_event_ms bigint default -1; -- 0 while no record told its time
