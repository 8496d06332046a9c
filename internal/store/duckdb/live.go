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

// LiveSeed returns the facts from which the live board can be rebuilt after a restart: the events, not older than that, of
// contacts without a contact record, and the newest event of each agent. They are in order of arrival. What was appended
// and is not projected yet is missing: CatchUp first.
func (s *Store) LiveSeed(ctx context.Context, age time.Duration) ([]connect.Fact, error) {
	var seqs []uint64
	err := s.read(ctx, func(r *reading) error {
		since := s.opts.Now().Add(-age).UnixMilli()
		return r.each(ctx, "live seed", statement("live_seed"), []any{since}, func(rows *sql.Rows) error {
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
