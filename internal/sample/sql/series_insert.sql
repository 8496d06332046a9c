-- Number a series. $1 number, $2 its name (a queue's ARN), $3 when it begins in milliseconds, 0: ever.
insert into series (id, queue_arn, since_ms)
values ($1, $2, $3)
