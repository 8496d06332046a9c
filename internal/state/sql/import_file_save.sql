-- Move a file's durable offset. $1 job, $2 path, $3 size, $4 modified (ns), $5 device, $6 inode, $7 offset, $8 records,
-- $9 finished (0 or 1), $10 now in milliseconds.
insert into import_file (
    job, path, size_bytes, modified_ns, device, inode, offset_bytes, records, finished, updated_ms
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (job, path) do update
set
    size_bytes   = excluded.size_bytes,
    modified_ns  = excluded.modified_ns,
    device       = excluded.device,
    inode        = excluded.inode,
    offset_bytes = excluded.offset_bytes,
    records      = excluded.records,
    finished     = excluded.finished,
    updated_ms   = excluded.updated_ms
