package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/journal"
)

// recordAge is how far back contact records are seeded: longer than an event is on its way.
const recordAge = time.Hour

// LiveSeed returns the facts from which the live board can be rebuilt after a restart: the events, not older than that, of
// contacts without a contact record, recent contact records, and the newest event of each type of each agent. They are in
// order of arrival. What was appended and is not projected yet is missing: CatchUp first.
func (s *Store) LiveSeed(ctx context.Context, age time.Duration) ([]connect.Fact, error) {
	var seqs []uint64
	err := s.read(ctx, func(r *reading) error {
		now := s.opts.Now()
		since := []any{now.Add(-age).UnixMilli(), now.Add(-recordAge).UnixMilli()}
		return r.each(ctx, "live seed", statement("live_seed"), since, func(rows *sql.Rows) error {
			var seq int64
			err := rows.Scan(&seq)
			seqs = append(seqs, uint64(seq))
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("seed of the live board: %w", err)
	}
	facts := make([]connect.Fact, 0, len(seqs))
	for _, seq := range seqs {
		entry, err := s.journal.Get(seq)
		switch {
		case errors.Is(err, journal.ErrNotFound) || errors.Is(err, journal.ErrDamaged):
			continue // erased or damaged: the board does without
		case err != nil:
			return nil, fmt.Errorf("seed of the live board: record %d: %w", seq, err)
		}
		facts = append(facts, connect.Decode(entry.Data))
	}
	return facts, nil
}
