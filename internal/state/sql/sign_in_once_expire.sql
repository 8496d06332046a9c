-- Drop digests of what is refused for its age. $1 now in milliseconds.
delete from sign_in_once
where until_ms < $1
