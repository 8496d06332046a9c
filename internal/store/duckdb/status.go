package duckdb

import (
	"context"
	"database/sql"
	"fmt"
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
	status.Sources, status.Warnings = s.tallied()
	if status.Projected < status.Appended {
		status.ProjectedAt = s.knownUntil(at)
	}
	status.Problem = strings.Join(s.problems(stuck, status), "; ")
	status.Healthy = status.Problem == ""
	status.Ready = stuck == "" && s.journal.Refusal() == nil
	err := s.read(ctx, func(r *reading) error {
		var oldest, newest sql.NullInt64
		var quarantined int64
		row := r.tx.QueryRowContext(ctx, statement("status"))
		if err := row.Scan(&oldest, &newest, &quarantined); err != nil {
			return err
		}
		status.QuarantineOpen = quarantined
		status.OldestInitiation = connect.Millis(oldest.Int64).Time()
		status.NewestInitiation = connect.Millis(newest.Int64).Time()
		return nil
	})
	if err != nil && stuck == "" {
		return store.Status{}, fmt.Errorf("status: %w", err)
	}
	return status, nil
}

// tallied is what is counted in memory, whether the database can be read or not.
func (s *Store) tallied() ([]store.SourceStatus, []store.FieldWarning) {
	s.gate.RLock()
	defer s.gate.RUnlock()
	return s.tallies.status()
}
