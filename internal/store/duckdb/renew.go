package duckdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/ringside/ringside/internal/diskspace"
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
	defer func() {
		if beside.db != nil {
			err = errors.Join(err, beside.db.close(), removeDatabase(beside.file))
		}
	}()
	err = beside.follow(ctx, tell)
	for exchanged := false; err == nil && !exchanged; {
		if exchanged, err = s.tryExchange(ctx, beside); err == nil && !exchanged {
			pause(ctx, exchangePause)
			err = context.Cause(ctx)
		}
	}
	if err != nil {
		return fmt.Errorf("make the projection anew: %w", err)
	}
	return nil
}

// exchangePause is the time between two attempts to get in between those who ask.
const exchangePause = 50 * time.Millisecond

// tryExchange brings both to the same record, so that nothing that waits for the one is missed by the other, and puts the one
// beside in the other's place, unless somebody is reading: an export may take minutes, and whoever waits for it to end keeps
// all others from asking.
func (s *Store) tryExchange(ctx context.Context, beside *Store) (exchanged bool, err error) {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return false, context.Cause(ctx)
	}
	defer func() { <-s.turn }()
	if err := s.projectHeld(ctx, s.journal.Last()); err != nil {
		return false, err
	}
	last := s.position().seq
	beside.newest = func() uint64 { return last }
	if err := beside.projectTo(ctx, last); err != nil {
		return false, err
	}
	if !s.gate.TryLock() {
		return false, nil
	}
	defer s.gate.Unlock()
	err = beside.db.close()
	beside.db = nil
	if err != nil {
		return false, errors.Join(err, removeDatabase(beside.file))
	}
	return true, s.exchange(ctx, beside.file)
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

// exchange puts the database of that file, which is closed, in the place of the one in use. Who holds the turn and the gate calls
// it. After a crash in it there is the one, the other, or none: then the next start makes it from the journal.
func (s *Store) exchange(ctx context.Context, file string) error {
	// What is thrown away need not be written first. DuckDB that does not know the order takes longer, and no more.
	_, _ = s.db.writer.ExecContext(ctx, "pragma disable_checkpoint_on_shutdown")
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

// enoughRoom refuses where the disk has no room for the tables a second time: full, it would refuse records too.
func (s *Store) enoughRoom() error {
	free, err := diskspace.Free(s.dir)
	if err != nil {
		return fmt.Errorf("%w: how much room the disk has: %w", store.ErrUnavailable, err)
	}
	if need := fileSize(s.file) + max(s.opts.MinFree, 0); free < need {
		return fmt.Errorf("%w: the tables are made a second time: %d MB of disk must be free, and %d are",
			store.ErrUnavailable, need>>20, free>>20)
	}
	return nil
}
