-- The files of an unfinished import. $1 job.
select
    path,
    size_bytes,
    modified_ns,
    device,
    inode,
    offset_bytes,
    records,
    finished
from import_file
where job = $1
order by path
