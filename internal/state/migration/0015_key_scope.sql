-- What an ingest key opens, and who made keys and tokens.

alter table ingest_key add column doors text not null default 'null';     -- JSON: names of sources; null: all doors
alter table ingest_key add column instances text not null default 'null'; -- JSON: ids of Amazon Connect instances; null: all
alter table ingest_key add column made_by varchar(1024) not null default ''; -- '': not known
alter table ingest_key add column ends_ms bigint;                         -- as it was made; revoked_ms may be before. Null: without end

alter table api_token add column made_by varchar(1024) not null default '';

update ingest_key set ends_ms = revoked_ms;
