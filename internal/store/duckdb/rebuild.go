package duckdb

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"
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
	if err := removeDatabase(s.file); err != nil {
		return err
	}
	return s.open(context.WithoutCancel(ctx))
}

// damaged reports whether an error of opening that file says that the files themselves are at fault, and not the disk, the
// memory or another process. A damaged log is enough: DuckDB then refuses the whole database.
func damaged(err error, file string) bool {
	text := engineText(err, file)
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

// quoted is how DuckDB names a file in a message.
var quoted = regexp.MustCompile(`"[^"]*"`)

// engineText is what DuckDB itself says in an error about that file, without names of files: the data folder may be called
// anything, such as WAL.
func engineText(err error, file string) string {
	text := err.Error()
	if failure, is := errors.AsType[*engine.Error](err); is {
		text = failure.Msg
	}
	return quoted.ReplaceAllString(strings.ReplaceAll(text, file, ""), "")
}
