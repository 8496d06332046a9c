package duckdb_test

import (
	"testing"

	"github.com/ringside/ringside/internal/store/duckdb"
	"github.com/ringside/ringside/internal/store/storetest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, dir string) storetest.Store { return open(t, dir, duckdb.Options{}) })
}

// open opens a store; whoever calls it closes it.
func open(t testing.TB, dir string, o duckdb.Options) *duckdb.Store {
	t.Helper()
	s, err := duckdb.Open(dir, o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return s
}
