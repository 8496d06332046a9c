select count(*) from contacts where init_ms < ?
