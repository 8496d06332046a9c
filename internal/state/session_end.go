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
	//go:embed sql/session_end_one.sql
	sessionEndOne string
	//go:embed sql/session_end_insert.sql
	sessionEndInsert string
	//go:embed sql/session_end_find.sql
	sessionEndFind string
	//go:embed sql/session_end_forget.sql
	sessionEndForget string
	//go:embed sql/session_run_out.sql
	sessionRunOut string
)

// Why sessions end, but by their owner. Pages and the audit log have these words.
const (
	WhyAdministrator = "administrator" // ended it
	WhyBarred        = "barred"        // an administrator has barred the person
	WhyAccount       = "account"       // the account was disabled, reset, renamed or given up
	WhyProvider      = "provider"      // the identity provider has ended it, by single logout
	WhyLifetime      = "lifetime"      // it had been for as long as it may
	WhyIdle          = "idle"          // it was not used for long
)

// endKept is for how long it is known why a session has ended: a browser that asks later has been shut meanwhile.
const endKept = 24 * time.Hour

// SessionEnd is why a session is over.
type SessionEnd struct {
	ID               string // of the session, as Session has it
	Provider, NameID string
	At               time.Time
	Why              string // WhyAdministrator and so on
	By               string // who ended it, "" where nobody did
}

func scanSessionEnd(row scanner) (SessionEnd, error) {
	var e SessionEnd
	var hash string
	var at int64
	err := row.Scan(&hash, &e.Provider, &e.NameID, &at, &e.Why, &e.By)
	e.ID, e.At = sessionID(hash), moment(at)
	return e, err
}

// sessionID names a session to people; nobody finds the cookie by it.
func sessionID(hash string) string { return hash[:min(len(hash), 16)] }

// SessionEnded tells why the session of a cookie is over, of those that ended within a day. The error wraps ErrNoSession where that is not known:
// it never was, or its owner has ended it.
func (d *DB) SessionEnded(ctx context.Context, cookie string) (SessionEnd, error) {
	end, err := scanSessionEnd(d.db.QueryRowContext(ctx, sessionEndFind, hashOf(cookie), d.millis()))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoSession
	}
	if err != nil {
		return SessionEnd{}, fmt.Errorf("find out why a session has ended: %w", err)
	}
	return end, nil
}

// EndSessionByID ends one session, and says whose it was. The error wraps ErrNoSession when there is none.
func (d *DB) EndSessionByID(ctx context.Context, id, by string) (of Session, err error) {
	err = d.within(ctx, "end session "+id, func(tx *sql.Tx) error {
		ended, err := d.over(ctx, tx, SessionEnd{Why: WhyAdministrator, By: by}, sessionEndOne, id)
		if err == nil && len(ended) == 0 {
			err = ErrNoSession
		}
		if err == nil {
			of = ended[0]
		}
		return err
	})
	return of, err
}

// EndSessionsOfPerson ends all sessions of somebody, and says how many there were.
func (d *DB) EndSessionsOfPerson(ctx context.Context, provider, nameID, by string) (ended int, err error) {
	err = d.within(ctx, "end sessions", func(tx *sql.Tx) error {
		all, err := d.over(ctx, tx, SessionEnd{Why: WhyAdministrator, By: by}, sessionEndOf, provider, nameID)
		ended = len(all)
		return err
	})
	return ended, err
}

// over runs a statement that ends sessions and returns hash, provider and name of each, and remembers why.
func (d *DB) over(ctx context.Context, tx *sql.Tx, end SessionEnd, statement string, values ...any) ([]Session, error) {
	type row struct {
		hash string
		of   Session
	}
	ended, err := all(ctx, tx, func(from scanner) (row, error) {
		var r row
		err := from.Scan(&r.hash, &r.of.Provider, &r.of.NameID)
		r.of.ID = sessionID(r.hash)
		return r, err
	}, statement, values...)
	if err != nil {
		return nil, err
	}
	sessions := make([]Session, len(ended))
	for i, r := range ended {
		sessions[i] = r.of
		if _, err := tx.ExecContext(ctx, sessionEndInsert, r.hash, r.of.Provider, r.of.NameID, d.millis(), end.Why, end.By); err != nil {
			return nil, err
		}
	}
	return sessions, nil
}
