package duckdb

import (
	"context"
	"fmt"
	"strings"
)

const (
	// memoryPerMillion is what DuckDB holds for a million contacts and cannot give back while it writes: 8 bytes for each
	// row near a deleted one (see migration 0008), and a little for their row groups.
	memoryPerMillion = 12 << 20
	// memoryMore is how much more DuckDB gets when it did not get by; each further time, half of what it got so far, at least
	// that. Whatever else it holds, such as for years of agents' time, must not keep the projection from moving.
	memoryMore = 64 << 20
)

// memoryFor is DuckDB's limit in bytes for a table of so many contacts.
func (s *Store) memoryFor(contacts int64) int64 {
	return s.opts.MemoryLimit + contacts/1_000_000*memoryPerMillion + s.more
}

// grant raises DuckDB's memory limit as the table of contacts grows. An old limit only makes the next batch fail.
func (s *Store) grant(ctx context.Context) {
	limit := s.memoryFor(s.position().contacts)
	if limit == s.granted {
		return
	}
	if _, err := s.db.writer.ExecContext(ctx, "set memory_limit = '"+limitText(limit)+"'"); err != nil {
		s.log.Warn("the memory limit of the projection could not be raised", "error", err)
		return
	}
	s.granted = limit
}

// needMore makes the next limit larger after a failure for want of memory.
func (s *Store) needMore(because error) {
	if !exhausted(because) {
		return
	}
	s.more += max(memoryMore, s.more/2)
	s.log.Warn("the projection gets more memory", "bytes", s.memoryFor(s.position().contacts), "because", because)
}

// exhausted reports whether DuckDB failed since it may not have more memory. A commit that fails so has no error type that
// says it.
func exhausted(err error) bool {
	text := err.Error()
	for _, sign := range []string{"Out of Memory", "could not allocate block", "failed to pin block"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// limitText spells a number of bytes as DuckDB wants it.
func limitText(bytes int64) string { return fmt.Sprintf("%dKB", bytes/1024) }
