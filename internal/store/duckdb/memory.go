package duckdb

import (
	"context"
	"fmt"
)

// memoryPerMillion is what DuckDB holds for a million contacts and cannot give back while it writes: an import whose limit
// did not grow failed at 6.7 million contacts in 250 MiB, and after each reopening again. Measured with room to spare.
const memoryPerMillion = 24 << 20

// memoryFor is DuckDB's limit in bytes for a table of so many contacts.
func (o Options) memoryFor(contacts int64) int64 {
	return o.MemoryLimit + contacts/1_000_000*memoryPerMillion
}

// grant raises DuckDB's memory limit as the table of contacts grows. An old limit only makes the next batch fail, which
// then opens the database again with the right one.
func (s *Store) grant(ctx context.Context) {
	limit := s.opts.memoryFor(s.position().contacts)
	if limit == s.granted {
		return
	}
	if _, err := s.db.writer.ExecContext(ctx, "set memory_limit = '"+limitText(limit)+"'"); err != nil {
		s.log.Warn("the memory limit of the projection could not be raised", "error", err)
		return
	}
	s.granted = limit
}

// limitText spells a number of bytes as DuckDB wants it.
func limitText(bytes int64) string { return fmt.Sprintf("%dKB", bytes/1024) }
