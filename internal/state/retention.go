package state

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/store"
)

var (
	//go:embed sql/retention_find.sql
	retentionFind string
	//go:embed sql/retention_set.sql
	retentionSet string
	//go:embed sql/retention_note.sql
	retentionNote string
)

var _ erasure.Agreement = (*DB)(nil)

// Retention is for how long records are kept.
func (d *DB) Retention(ctx context.Context) (erasure.Retention, error) {
	var r erasure.Retention
	var changed, applied int64
	var removed string
	err := d.db.QueryRowContext(ctx, retentionFind).Scan(&r.Contacts, &r.Details, &r.AgentEvents, &r.Quarantine, &changed, &applied, &removed)
	if errors.Is(err, sql.ErrNoRows) {
		return erasure.Retention{}, nil
	}
	if err == nil && removed != "" {
		err = json.Unmarshal([]byte(removed), &r.Removed)
	}
	if err != nil {
		return erasure.Retention{}, fmt.Errorf("read retention: %w", err)
	}
	r.ChangedAt, r.AppliedAt = moment(changed), moment(applied)
	return r, nil
}

// SetRetention agrees on another.
func (d *DB) SetRetention(ctx context.Context, p erasure.Policy) (erasure.Retention, error) {
	if _, err := d.db.ExecContext(ctx, retentionSet, p.Contacts, p.Details, p.AgentEvents, p.Quarantine, d.millis()); err != nil {
		return erasure.Retention{}, fmt.Errorf("set retention: %w", err)
	}
	return d.Retention(ctx)
}

// NoteRetention notes that the limits were applied.
func (d *DB) NoteRetention(ctx context.Context, at time.Time, removed store.Erased) error {
	text, err := json.Marshal(removed)
	if err == nil {
		_, err = d.db.ExecContext(ctx, retentionNote, at.UnixMilli(), string(text))
	}
	if err != nil {
		return fmt.Errorf("note retention: %w", err)
	}
	return nil
}
