package state

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"time"
)

var (
	//go:embed sql/barred_insert.sql
	barredInsert string
	//go:embed sql/barred_list.sql
	barredList string
	//go:embed sql/barred_find.sql
	barredFind string
	//go:embed sql/barred_delete.sql
	barredDelete string
)

// The errors of barring.
var (
	// ErrBarred says that an administrator has barred who wants to sign in.
	ErrBarred = errors.New("this person is barred")
	// ErrNotBarred says that nobody is barred under that id.
	ErrNotBarred = errors.New("nobody is barred under that id")
	// ErrBarAccount says that an account of ours is disabled instead.
	ErrBarAccount = errors.New("an account of Ringside's own is disabled, not barred")
)

// Barred is somebody of an identity provider who may not sign in, whatever the rules say.
type Barred struct {
	ID               string
	Provider, NameID string // exact; whatever the format of the name and its qualifiers
	Note             string // why
	By               string // who has barred them
	At               time.Time
}

// Bar keeps somebody of an identity provider from signing in, and ends their sessions: Provider, NameID, Note and By are given. Who is barred
// already stays so.
func (d *DB) Bar(ctx context.Context, b Barred) (barred Barred, ended int, err error) {
	if b.Provider == Local {
		return Barred{}, 0, fmt.Errorf("bar %s: %w", b.NameID, ErrBarAccount)
	}
	err = d.within(ctx, "bar a person", func(tx *sql.Tx) error {
		var err error
		if barred, err = scanBarred(tx.QueryRowContext(ctx, barredInsert, newID(), b.Provider, b.NameID, b.Note, b.By, d.millis())); err != nil {
			return err
		}
		sessions, err := d.over(ctx, tx, SessionEnd{Why: WhyBarred, By: b.By}, sessionEndOf, b.Provider, b.NameID)
		ended = len(sessions)
		return err
	})
	return barred, ended, err
}

// Unbar lets somebody sign in again, if rules let them. The error wraps ErrNotBarred where nobody is barred under the id.
func (d *DB) Unbar(ctx context.Context, id string) (Barred, error) {
	b, err := scanBarred(d.db.QueryRowContext(ctx, barredDelete, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotBarred
	}
	if err != nil {
		return Barred{}, fmt.Errorf("unbar %s: %w", id, err)
	}
	return b, nil
}

// BarredPeople lists whoever is barred, the newest first.
func (d *DB) BarredPeople(ctx context.Context) ([]Barred, error) {
	barred, err := all(ctx, d.db, scanBarred, barredList)
	if err != nil {
		return nil, fmt.Errorf("list who is barred: %w", err)
	}
	return barred, nil
}

func scanBarred(row scanner) (Barred, error) {
	var b Barred
	var at int64
	err := row.Scan(&b.ID, &b.Provider, &b.NameID, &b.Note, &b.By, &at)
	b.At = moment(at)
	return b, err
}

// notBarred is ErrBarred for who is barred.
func notBarred(ctx context.Context, tx *sql.Tx, s Session) error {
	var found int
	if err := tx.QueryRowContext(ctx, barredFind, s.Provider, s.NameID).Scan(&found); err != nil {
		return err
	}
	if found > 0 {
		return ErrBarred
	}
	return nil
}
