package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// Status answers from memory for the most part, so that it can be asked often, and while the projection stands still.
func (s *Store) Status(ctx context.Context) (store.Status, error) {
	at := s.position()
	s.mu.Lock()
	stuck := s.problem
	s.mu.Unlock()
	status := store.Status{
		Appended: s.journal.Last(), Projected: at.seq, ProjectedAt: at.at, TiesByHash: at.ties, Contacts: at.contacts,
		JournalBytes: s.journal.Size(), ProjectionBytes: fileSize(s.file), QuarantineOpen: store.Unknown,
	}
	status.Sources, status.Warnings, status.Instances = s.tallied()
	if status.Projected < status.Appended {
		status.ProjectedAt = s.knownUntil(at)
	}
	status.Problem = strings.Join(s.problems(stuck, status), "; ")
	status.Healthy = status.Problem == ""
	status.Ready = stuck == "" && s.journal.Refusal() == nil
	err := s.read(ctx, func(r *reading) error {
		found, quarantined, err := s.initiations(ctx, r)
		if err != nil {
			return err
		}
		status.QuarantineOpen = quarantined
		status.OldestInitiation, status.NewestInitiation = found.oldest.Time(), found.newest.Time()
		return nil
	})
	if err != nil && stuck == "" {
		return store.Status{}, fmt.Errorf("status: %w", err)
	}
	return status, nil
}

// initiations are those of the first and the last contact, both zero without one.
type initiations struct{ oldest, newest connect.Millis }

// anywhere is where they are looked for when nothing is known.
var anywhere = initiations{oldest: math.MaxInt64, newest: math.MinInt64}

// initiations finds them, and counts what is open in quarantine. It begins with what it found last: whatever became of that
// contact, a first one is not after it, and a last one not before it.
func (s *Store) initiations(ctx context.Context, r *reading) (found initiations, quarantined int64, err error) {
	s.mu.Lock()
	last := s.found
	s.mu.Unlock()
	found, quarantined, err = r.initiations(ctx, last)
	if err == nil && found == (initiations{}) {
		found, quarantined, err = r.initiations(ctx, anywhere)
	}
	if err == nil {
		s.mu.Lock()
		s.found = found
		s.mu.Unlock()
	}
	return found, quarantined, err
}

// initiations are the first one not after from.oldest and the last one not before from.newest; zero when either is not there.
func (r *reading) initiations(ctx context.Context, from initiations) (found initiations, quarantined int64, err error) {
	var oldest, newest sql.NullInt64
	row := r.tx.QueryRowContext(ctx, statement("status"), int64(from.oldest), int64(from.newest))
	if err := row.Scan(&oldest, &newest, &quarantined); err != nil {
		return initiations{}, 0, err
	}
	if oldest.Valid && newest.Valid {
		found = initiations{connect.Millis(oldest.Int64), connect.Millis(newest.Int64)}
	}
	return found, quarantined, nil
}

// tallied is what is counted in memory, whether the database can be read or not.
func (s *Store) tallied() ([]store.SourceStatus, []store.FieldWarning, []store.InstanceStatus) {
	s.gate.RLock()
	defer s.gate.RUnlock()
	return s.tallies.status()
}
