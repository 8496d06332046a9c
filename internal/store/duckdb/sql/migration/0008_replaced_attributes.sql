-- DuckDB 1.5 holds 8 bytes of memory for each row near a deleted one from when its file is next written, and keeps them:
-- 300 MB for the attributes of ten million contacts of which every tenth was updated. So nothing is deleted from them any
-- more. What was deleted before is forgotten when the projection is rebuilt.

-- The attributes of versions that were replaced, which are in contact_attributes as well: what counts attributes without
-- looking for their contacts takes these off again.
create table replaced_attributes (
    seq   bigint  not null,
    key   integer not null, -- words.id
    value varchar not null
);
