package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/sample"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// folder is an open data folder: what serve, demo and the commands that work without a server have in common.
type folder struct {
	dir   string
	store *duckdb.Store
	state *state.DB
	// erasures forgets contacts of the store.
	erasures *erasure.Desk
	// samples are of the live board; nil where no server has kept any.
	samples *sample.Store
	// names are what things are called; nil where no server holds the folder.
	names *directory.Directory
}

// exports is where exports are made before they are sent. What a crash left there is removed when the folder is opened.
func (f *folder) exports() string { return filepath.Join(f.dir, "exports") }

// openFolder opens, or creates, the data folder, with a store of these options.
func openFolder(ctx context.Context, dir string, o duckdb.Options, log *slog.Logger) (*folder, error) {
	o.Logger = log.With("component", "store")
	facts, err := duckdb.Open(dir, o)
	if err != nil {
		return nil, err
	}
	app, err := state.Open(ctx, state.Options{Folder: dir, Logger: log.With("component", "state")})
	if err != nil {
		return nil, errors.Join(err, facts.Close())
	}
	f := &folder{dir: dir, store: facts, state: app}
	f.erasures = erasure.NewDesk(facts, log.With("component", "erasure"), time.Now)
	f.erasures.Applied = func(at time.Time, removed store.Erased) error {
		return app.NoteRetention(context.WithoutCancel(ctx), at, removed)
	}
	f.erasures.Prove = app.KeepProof
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

// openSamples opens what is kept of the live board, and returns what keeps more of it.
func (f *folder) openSamples(ctx context.Context, o serveOptions) (_ *sample.Recorder, err error) {
	const day = 24 * time.Hour
	log := o.log.With("component", "samples")
	f.samples, err = sample.Open(ctx, sample.Options{
		Folder: f.dir, Now: o.clock.Now, Logger: log,
		KeepFine: time.Duration(o.KeepSamples) * day, KeepCoarse: time.Duration(o.KeepQuarterHours) * day,
	})
	if err != nil {
		return nil, err
	}
	return sample.NewRecorder(f.samples, log), nil
}

// readSamples opens what was kept of the live board, where a server has kept any.
func (f *folder) readSamples(ctx context.Context, log *slog.Logger) (err error) {
	if _, err := os.Stat(filepath.Join(f.dir, sample.FileName)); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	f.samples, err = sample.Open(ctx, sample.Options{Folder: f.dir, Logger: log.With("component", "samples")})
	return err
}

// openNames opens what things are called.
func (f *folder) openNames(ctx context.Context, now clock.Clock, log *slog.Logger) (err error) {
	f.names, err = directory.Open(ctx, directory.Options{Folder: f.dir, Now: now.Now, Logger: log.With("component", "directory")})
	return err
}

func (f *folder) close() error {
	f.erasures.Close()
	var err error
	if f.samples != nil {
		err = f.samples.Close()
	}
	if f.names != nil {
		err = errors.Join(err, f.names.Close())
	}
	return errors.Join(err, f.state.Close(), f.store.Close())
}
