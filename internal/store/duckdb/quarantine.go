package duckdb

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/store"
)

// quarantine is the store's place of records that could not be decoded: a table of what they are; their bytes are in the
// journal, where marks say which were replayed.
type quarantine struct{ s *Store }

var _ store.Quarantine = quarantine{}

// Quarantine gives access to what could not be decoded.
func (s *Store) Quarantine() store.Quarantine { return quarantine{s} }

func (q quarantine) List(ctx context.Context, after uint64, limit int) ([]store.Quarantined, error) {
	if after == 0 || after > math.MaxInt64 {
		after = math.MaxInt64
	}
	all := []store.Quarantined{}
	err := q.s.read(ctx, func(r *reading) error {
		args := []any{int64(after), min(max(limit, 1), maxPage+1)} // one more tells whether there is a next page
		return r.each(ctx, "quarantine", statement("quarantine_list"), args, func(rows *sql.Rows) error {
			one, err := scanQuarantined(rows.Scan)
			all = append(all, one)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list quarantine: %w", err)
	}
	return all, nil
}

func scanQuarantined(scan func(...any) error) (store.Quarantined, error) {
	var one store.Quarantined
	var seq, received int64
	err := scan(&seq, &one.Source, &received, &one.Reason, &one.Size, &one.Replayed)
	one.Seq, one.Received = uint64(seq), time.UnixMilli(received).UTC()
	return one, err
}

func (q quarantine) Show(ctx context.Context, seq uint64) (store.Quarantined, error) {
	var one store.Quarantined
	err := q.s.read(ctx, func(r *reading) error {
		var err error
		one, err = scanQuarantined(r.tx.QueryRowContext(ctx, statement("quarantine_show"), int64(seq)).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return store.ErrNotFound
		}
		return err
	})
	if err != nil {
		return store.Quarantined{}, fmt.Errorf("quarantined record %d: %w", seq, err)
	}
	entry, err := q.s.entryOf(seq)
	if err != nil {
		return store.Quarantined{}, fmt.Errorf("quarantined record %d: %w", seq, err)
	}
	one.Bytes = entry.Data
	return one, nil
}

// Replayed journals the mark, so that it outlives the projection, and returns when List shows it.
func (q quarantine) Replayed(ctx context.Context, seqs ...uint64) error {
	if len(seqs) == 0 {
		return nil
	}
	data, err := json.Marshal(seqs)
	if err != nil {
		return fmt.Errorf("mark as replayed: %w", err)
	}
	if err := q.s.mark(ctx, journal.Entry{Kind: kindReplayed, Source: "quarantine", Data: data}, seqs); err != nil {
		return fmt.Errorf("mark as replayed: %w", err)
	}
	return nil
}
