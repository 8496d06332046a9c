package duckdb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

const (
	// batchRecords is how many records go into one transaction at most, but for a delivery that is larger by itself: above
	// it, memory grows faster than speed.
	batchRecords = 20_000
	// enoughRecords is the number from which projecting does not wait for more.
	enoughRecords = 5_000
	// backoff is the pause after a transaction that failed.
	backoff = time.Second
	// patientFailures is after how many failures in a row the database is opened again even if none of them was fatal.
	patientFailures = 5
	// quiet is how long nothing must have come before the journal is compacted.
	quiet = 10 * time.Second
)

// Run projects what is appended until ctx ends, and compacts the journal when nothing comes. It returns nil when ctx
// ended; what it could not project in time is projected after the next Open.
func (s *Store) Run(ctx context.Context) error {
	s.running.Store(true)
	defer s.running.Store(false)
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { s.keepHot(ctx) })
	beside.Go(func() {
		if err := s.FinishErasure(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("an erasure is not finished; the next one, or the next start, goes on", "error", err)
		}
	})
	compacted := s.journal.Size()
	failures := 0
	for ctx.Err() == nil {
		if at := s.position(); at.seq < s.journal.Last() || s.isSick() {
			s.settle(ctx)
			err := s.projectTo(ctx, s.journal.Last())
			if err == nil || ctx.Err() != nil {
				failures = 0
				continue
			}
			s.trouble(err)
			if failures++; failures%patientFailures == 0 {
				s.suspect(err)
			}
			pause(ctx, backoff)
			continue
		}
		if s.idle(ctx, quiet) && s.journal.Size() != compacted {
			s.compact(ctx)
			compacted = s.journal.Size()
		}
	}
	return nil
}

// settle waits a little for more records, unless there are enough or somebody is in a hurry.
func (s *Store) settle(ctx context.Context) {
	timer := time.NewTimer(s.opts.Interval)
	defer timer.Stop()
	for s.queue.calm() && s.queue.waiting() < enoughRecords {
		select {
		case <-s.queue.changed:
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// idle waits for something to project and reports whether nothing came for so long.
func (s *Store) idle(ctx context.Context, long time.Duration) bool {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-s.queue.changed:
		return false
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// pause waits, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// compact compresses older parts of the journal, and empties DuckDB's log so that the next start is quick.
func (s *Store) compact(ctx context.Context) {
	s.checkpoint(ctx)
	before, started := s.journal.Size(), time.Now()
	if err := s.journal.Compact(ctx); err != nil {
		if ctx.Err() == nil {
			s.log.Error("journal could not be compacted", "error", err)
		}
		return
	}
	s.log.Debug("compacted the journal", "before_bytes", before, "after_bytes", s.journal.Size(),
		"duration", time.Since(started))
}

func (s *Store) checkpoint(ctx context.Context) {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return
	}
	defer func() { <-s.turn }()
	s.gate.RLock()
	defer s.gate.RUnlock()
	err := s.db.run(ctx, "agent_contacts_forget", s.opts.Now().Add(-liveAge).UnixMilli())
	if err == nil {
		err = s.db.run(ctx, "checkpoint")
	}
	if err != nil && ctx.Err() == nil {
		s.log.Warn("projection could not be checkpointed", "error", err)
		if broken(err) {
			s.suspect(err)
		}
	}
}

// CatchUp projects what was appended before it was called.
func (s *Store) CatchUp(ctx context.Context) error {
	if err := s.projectTo(ctx, s.journal.Last()); err != nil {
		return fmt.Errorf("catch up with the journal: %w", err)
	}
	return nil
}

// projectTo projects until the position is at least target. Everyone who projects goes through here, one at a time.
func (s *Store) projectTo(ctx context.Context, target uint64) error {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-s.turn }()
	return s.projectHeld(ctx, target)
}

// projectHeld is projectTo for who holds the turn.
func (s *Store) projectHeld(ctx context.Context, target uint64) error {
	if err := s.cure(ctx); err != nil {
		return err
	}
	progress := progress{log: s.log, target: target, started: time.Now()}
	for {
		at := s.position()
		if at.seq >= target {
			progress.end(at.seq)
			return nil
		}
		if err := s.projectNext(ctx, at.seq+1); err != nil {
			return interrupted(ctx, err)
		}
		progress.say(at.seq)
	}
}

// interrupted says of an error that it came because ctx ended, if it did: DuckDB does not.
func interrupted(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil && err != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%w: %w", cause, err)
	}
	return err
}

// projectNext projects one batch that begins with that number. After a failure the batch is as it was before.
func (s *Store) projectNext(ctx context.Context, next uint64) error {
	b, err := s.collect(ctx, next)
	if err != nil {
		return err
	}
	s.begin(b)
	s.gate.RLock()
	p, err := s.commit(ctx, b)
	s.gate.RUnlock()
	if broken(err) {
		s.suspect(err)
		err = errors.Join(err, s.cure(ctx))
		// A commit that failed may have been written all the same.
		if p = s.position(); p.seq == b.last {
			err = nil
		}
	}
	if err != nil {
		if !broken(err) { // else another database has what it needs
			s.needMore(err)
			s.grant(ctx)
		}
		b.giveBack(s.queue)
		return fmt.Errorf("project records %d to %d: %w", b.first, b.last, err)
	}
	s.recovered()
	s.reach(p)
	s.grant(ctx)
	b.done(s.queue)
	return nil
}

// suspect notes that the database must be opened again before it is of use.
func (s *Store) suspect(err error) {
	s.mu.Lock()
	if s.sick == nil {
		s.sick = err
	}
	s.mu.Unlock()
	s.queue.hurry()
}

func (s *Store) isSick() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sick != nil
}

// cure closes a database that refuses to work and opens it again; the position is then what its last commit says. Damaged
// files are set aside. It needs the turn.
func (s *Store) cure(ctx context.Context) error {
	s.mu.Lock()
	sick := s.sick
	s.mu.Unlock()
	if sick == nil {
		return nil
	}
	s.gate.Lock()
	defer s.gate.Unlock()
	if err := s.db.close(); err != nil {
		s.log.Debug("broken projection did not close well", "error", err)
	}
	s.needMore(sick)
	if strings.Contains(engineText(sick, s.file), "Corrupt") {
		if err := s.abandon(sick); err != nil {
			return err
		}
	}
	if err := s.open(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("open projection again: %w", err)
	}
	s.mu.Lock()
	s.sick = nil
	s.mu.Unlock()
	s.log.Warn("projection was opened again", "because", sick)
	return nil
}

// trouble notes why the projection stands still; recovered that it moves again.
func (s *Store) trouble(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.problem == "" {
		s.log.Error("projection stands still; records are kept in the journal", "error", err)
	}
	s.problem = err.Error()
}

func (s *Store) recovered() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.problem != "" {
		s.log.Info("projection moves again")
	}
	s.problem = ""
}
