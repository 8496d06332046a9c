package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// folder is an open data folder: what serve, demo and the commands that work without a server have in common.
type folder struct {
	dir   string
	store *duckdb.Store
	state *state.DB
}

// exports is where exports are made before they are sent. What a crash left there is removed when the folder is opened.
func (f *folder) exports() string { return filepath.Join(f.dir, "exports") }

// openFolder opens, or creates, the data folder. Now tells the time that is written beside records; hotMemory is the bytes
// for columns in memory, of use only to whoever answers many questions.
func openFolder(ctx context.Context, dir string, hotMemory int64, now func() time.Time, log *slog.Logger) (*folder, error) {
	facts, err := duckdb.Open(dir, duckdb.Options{Logger: log.With("component", "store"), Now: now, HotMemory: hotMemory})
	if errors.Is(err, store.ErrLocked) {
		return nil, fmt.Errorf("%w\nStop that process, or ask it with --server http://127.0.0.1:8080", err)
	}
	if err != nil {
		return nil, err
	}
	app, err := state.Open(ctx, state.Options{Folder: dir, Logger: log.With("component", "state")})
	if err != nil {
		return nil, errors.Join(err, facts.Close())
	}
	f := &folder{dir: dir, store: facts, state: app}
	if err := os.RemoveAll(f.exports()); err != nil {
		log.Warn("exports that a crash left were not removed", "error", err)
	}
	return f, nil
}

// pipeline returns the way into the folder's store; hub may be nil.
func (f *folder) pipeline(hub ingest.Publisher, now clock.Clock, log *slog.Logger) *ingest.Pipeline {
	return ingest.New(ingest.Options{Store: f.store, Hub: hub, Now: now.Now, Logger: log.With("component", "ingest")})
}

// newest is when the last delivery in the folder arrived, by the clock of that time; zero in an empty folder.
func (f *folder) newest(ctx context.Context) (time.Time, error) {
	if err := f.store.CatchUp(ctx); err != nil {
		return time.Time{}, err
	}
	status, err := f.store.Status(ctx)
	if err != nil {
		return time.Time{}, err
	}
	var newest time.Time
	for _, source := range status.Sources {
		if source.LastReceived.After(newest) {
			newest = source.LastReceived
		}
	}
	return newest, nil
}

func (f *folder) close() error {
	return errors.Join(f.state.Close(), f.store.Close())
}
