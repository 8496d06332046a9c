-- Forget a version of an identity provider; nothing happens where it is not the newest. $1 id, $2 version that was read.
delete from trusted_provider
where id = $1 and version = $2
