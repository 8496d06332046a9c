-- Replace a version of an instance's settings; nothing happens where it is not the newest, or they were deleted. $1 document,
-- $2 now in milliseconds, $3 instance, $4 version that was read.
update settings
set
    document = $1,
    version  = version + 1,
    saved_ms = $2
where instance_arn = $3 and version = $4 and document <> ''
returning version
