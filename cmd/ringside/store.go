package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/ringside/ringside/internal/store/duckdb"
)

type storeCommand struct {
	Rebuild storeRebuildCommand `cmd:"" help:"Make the tables of figures anew from the journal."`
}

type storeRebuildCommand struct {
	Data string `default:"./ringside-data" env:"RINGSIDE_DATA" type:"path" help:"Data folder, which no server holds."`
}

// Help is shown by ringside store rebuild --help.
func (c *storeRebuildCommand) Help() string {
	return `Everything that was received is in the journal, and the tables are only made from it. They are made anew by themselves
when they are damaged or of another version; this does it by hand. When it is stopped, the next start goes on.`
}

// Run rebuilds, and tells how far it is on standard error.
func (c *storeRebuildCommand) Run(s *session) (err error) {
	if _, err := os.Stat(c.Data); err != nil {
		return fmt.Errorf("there is no data folder %s: name one with --data", c.Data)
	}
	f, err := openFolder(s.ctx, c.Data, duckdb.Options{}, slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.close()) }()
	done := make(chan error, 1) // from Rebuild, once: it ends without a reader
	go func() { done <- f.store.Rebuild(s.ctx) }()
	tell := time.NewTicker(2 * time.Second)
	defer tell.Stop()
	for {
		select {
		case err := <-done:
			if err == nil {
				err = c.tell(s, f)
			}
			return err
		case <-tell.C:
			if err := c.tell(s, f); err != nil {
				return errors.Join(err, <-done)
			}
		}
	}
}

// tell says how far the tables are.
func (c *storeRebuildCommand) tell(s *session, f *folder) error {
	status, err := f.store.Status(s.ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stderr, "%s of %s records\n", thousands(int64(status.Projected)), thousands(int64(status.Appended)))
	return err
}
