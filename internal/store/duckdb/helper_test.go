package duckdb_test

import (
	"context"
	"testing"

	"github.com/ringside/ringside/internal/store/duckdb"
)

// runUntilEnd runs the store until the test ends, and closes it.
func runUntilEnd(t testing.TB, s *duckdb.Store) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1) // capacity 1: Run ends without a reader
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}
