package duckdb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Rebuild deletes the projection and projects the whole journal again. Meanwhile queries see what is there so far.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.startOver(ctx); err != nil {
		return fmt.Errorf("rebuild projection: %w", err)
	}
	return s.CatchUp(ctx)
}

func (s *Store) startOver(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-s.turn }()
	s.gate.Lock()
	defer s.gate.Unlock()
	if err := s.db.close(); err != nil {
		s.log.Warn("projection did not close well before it was deleted", "error", err)
	}
	for _, file := range []string{s.file, s.file + ".wal"} {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return s.open(context.WithoutCancel(ctx))
}

// damaged reports whether an error of opening says that the files themselves are at fault, and not the disk, the memory
// or another process. A damaged log is enough: DuckDB then refuses the whole database.
func damaged(err error) bool {
	text := err.Error()
	for _, sign := range []string{
		"WAL", "orrupt", "checksum", "not a valid DuckDB", "INTERNAL Error", "erializ", "has been invalidated",
		"newer version", "older version",
		// A file that ends too early.
		"Could not read enough bytes", "Could not read all", "unexpected end",
	} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}
