package state

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sqlite"
)

// ticker is a clock that moves when told to.
type ticker struct {
	mu  sync.Mutex
	now time.Time
}

func (c *ticker) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *ticker) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newClock() *ticker { return &ticker{now: time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)} }

func open(t *testing.T, folder string, clock *ticker) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Folder: folder, Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestFilesAreReadableByTheirOwnerOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a b%20c?d")
	db := open(t, folder, newClock())
	if _, _, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "x"}); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, e := range entries {
		names[e.Name()] = true
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %o, want 600", e.Name(), mode)
		}
	}
	if !names[FileName] || !names[FileName+"-wal"] {
		t.Errorf("folder holds %v, want %s and its write-ahead log", names, FileName)
	}
	info, err := os.Stat(folder)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o700 {
		t.Errorf("data folder has mode %o, want 700", mode)
	}
}

func TestConnectionsAreSafeAgainstPowerLoss(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	var journal string
	var synchronous, foreign int
	for query, into := range map[string]any{
		"pragma journal_mode": &journal, "pragma synchronous": &synchronous, "pragma foreign_keys": &foreign,
	} {
		if err := db.db.QueryRowContext(t.Context(), query).Scan(into); err != nil {
			t.Fatal(err)
		}
	}
	if journal != "wal" || synchronous != 2 || foreign != 1 {
		t.Errorf("journal_mode %s, synchronous %d, foreign_keys %d; want wal, 2 (full), 1", journal, synchronous, foreign)
	}
}

func TestMigrationsRunOnceWhenTwoOpenAtOnce(t *testing.T) {
	folder := t.TempDir()
	clock := newClock()
	var wg sync.WaitGroup
	failures := make(chan error, 4) // sent to by each opener once; never closed
	for range 4 {
		wg.Go(func() {
			db, err := Open(t.Context(), Options{Folder: folder, Now: clock.Now})
			if err == nil {
				err = db.Close()
			}
			failures <- err
		})
	}
	wg.Wait()
	for range 4 {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
	db := open(t, folder, clock)
	var applied int
	if err := db.db.QueryRowContext(t.Context(), "select count(*) from migration").Scan(&applied); err != nil {
		t.Fatal(err)
	}
	files, err := migrations.ReadDir("migration")
	if err != nil {
		t.Fatal(err)
	}
	if applied != len(files) {
		t.Errorf("%d migrations recorded, want %d", applied, len(files))
	}
}

func TestDatabaseOfANewerVersionIsRefused(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder, newClock())
	if _, err := db.db.ExecContext(t.Context(), "insert into migration (version, applied_ms) values (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), Options{Folder: folder})
	if !errors.Is(err, sqlite.ErrNewer) {
		t.Errorf("error %v, want %v", err, sqlite.ErrNewer)
	}
}
