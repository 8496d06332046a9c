package duckdb

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// Status answers from memory for the most part, so that it can be asked often, and while the projection stands still.
func (s *Store) Status(ctx context.Context) (store.Status, error) {
	at := s.position()
	s.mu.Lock()
	problem := s.problem
	s.mu.Unlock()
	status := store.Status{
		Appended: s.journal.Last(), Projected: at.seq, ProjectedAt: at.at, TiesByHash: at.ties, Contacts: at.contacts,
		JournalBytes: s.journal.Size(), ProjectionBytes: fileSize(s.file), Healthy: problem == "", Problem: problem,
	}
	if damage := s.journal.Damage(); len(damage) > 0 && problem == "" {
		status.Healthy = false
		status.Problem = fmt.Sprintf("journal segment %s is damaged: %s", damage[0].File, damage[0].Reason)
	}
	err := s.read(ctx, func(r *reading) error {
		status.Sources, status.Warnings = s.tallies.status()
		var oldest, newest sql.NullInt64
		row := r.tx.QueryRowContext(ctx, statement("status"))
		if err := row.Scan(&oldest, &newest, &status.QuarantineOpen); err != nil {
			return err
		}
		status.OldestInitiation = connect.Millis(oldest.Int64).Time()
		status.NewestInitiation = connect.Millis(newest.Int64).Time()
		return nil
	})
	if err != nil && problem == "" {
		return store.Status{}, fmt.Errorf("status: %w", err)
	}
	return status, nil
}
