package duckdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/ringside/ringside/internal/store"
)

// besideName is the file of a projection that is made anew beside the one in use. Open removes what a crash left of it.
func (s *Store) besideName() string { return filepath.Join(filepath.Dir(s.file), "beside.duckdb") }

// renew projects the whole journal into a new database, while the one in use answers and is kept up, and then puts it in
// that one's place. Whoever asks meanwhile waits for the moment of that, and sees the one or the other.
func (s *Store) renew(ctx context.Context, tell func(store.ErasureProgress)) (err error) {
	beside := s.beside()
	if err := removeDatabase(beside.file); err != nil {
		return fmt.Errorf("make the projection anew: %w", err)
	}
	if err := beside.open(ctx); err != nil {
		return fmt.Errorf("make the projection anew: %w", err)
	}
	open := true
	defer func() {
		if open {
			err = errors.Join(err, beside.db.close(), removeDatabase(beside.file))
		}
	}()
	if err := beside.follow(ctx, tell); err != nil {
		return fmt.Errorf("make the projection anew: %w", err)
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-s.turn }()
	// Both end at the same record, so that nothing that waits for the one is missed by the other.
	last := s.journal.Last()
	if err := s.projectHeld(ctx, last); err != nil {
		return fmt.Errorf("make the projection anew: %w", err)
	}
	last = s.position().seq
	beside.newest = func() uint64 { return last }
	if err := beside.projectTo(ctx, last); err != nil {
		return fmt.Errorf("make the projection anew: %w", err)
	}
	open = false
	if err := beside.db.close(); err != nil {
		return fmt.Errorf("make the projection anew: %w", errors.Join(err, removeDatabase(beside.file)))
	}
	return s.exchange(ctx, beside.file)
}

// beside is a store of the same journal with a database of its own. Only its projection is used.
func (s *Store) beside() *Store {
	opts := s.opts
	opts.Bulk, opts.HotMemory, opts.ColumnsSize = true, 0, func(int64) {}
	b := &Store{
		opts: opts.bulk(), log: s.log, dir: s.dir, journal: s.journal, queue: newQueue(opts.QueueLimit, s.journal.Last()),
		turn: make(chan struct{}, 1), contents: newContents(), file: s.besideName(), temp: s.temp + "-beside", newest: s.journal.Last,
	}
	b.erasures.Store(s.erasures.Load())
	return b
}

// follow projects until what is left takes no time.
func (s *Store) follow(ctx context.Context, tell func(store.ErasureProgress)) error {
	for {
		last, begun := s.journal.Last(), time.Now()
		for at := s.position().seq; at < last; at = s.position().seq {
			tell(store.ErasureProgress{Step: store.ErasureCounts, Done: int64(at), Total: int64(last)})
			if err := s.projectTo(ctx, min(at+1, last)); err != nil {
				return err
			}
		}
		if time.Since(begun) < time.Second {
			return nil
		}
	}
}

// exchange puts the database of that file, which is closed, in the place of the one in use. Who holds the turn calls it. After
// a crash in it there is the one, the other, or none: then the next start makes it from the journal.
func (s *Store) exchange(ctx context.Context, file string) error {
	s.gate.Lock()
	defer s.gate.Unlock()
	if err := s.db.close(); err != nil {
		s.log.Warn("projection did not close well before it was replaced", "error", err)
	}
	err := removeDatabase(s.file)
	if err == nil {
		err = moveIfThere(file+".wal", s.file+".wal")
	}
	if err == nil {
		err = os.Rename(file, s.file)
	}
	if err = errors.Join(err, syncFolder(s.file), s.open(context.WithoutCancel(ctx))); err != nil {
		s.suspect(err)
		return fmt.Errorf("put the new projection in its place: %w", err)
	}
	return nil
}
