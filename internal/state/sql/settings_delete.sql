-- Empty a version of an instance's settings; nothing happens where it is not the newest, or they were deleted already. Only
-- the version is left. $1 now in milliseconds, $2 instance, $3 version that was read.
update settings
set
    document = '',
    version  = version + 1,
    saved_ms = $1
where instance_arn = $2 and version = $3 and document <> ''
