package state

import (
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

var (
	//go:embed sql/session_insert.sql
	sessionInsert string
	//go:embed sql/session_find.sql
	sessionFind string
	//go:embed sql/session_people.sql
	sessionPeople string
	//go:embed sql/session_used.sql
	sessionUsed string
	//go:embed sql/session_holds.sql
	sessionHolds string
	//go:embed sql/session_delete.sql
	sessionDelete string
	//go:embed sql/session_end_of.sql
	sessionEndOf string
	//go:embed sql/session_end_named.sql
	sessionEndNamed string
	//go:embed sql/session_expire.sql
	sessionExpire string
	//go:embed sql/sign_in_once_insert.sql
	signInOnceInsert string
	//go:embed sql/sign_in_once_expire.sql
	signInOnceExpire string
)

// The errors of sessions.
var (
	// ErrNoSession says that there is no such session, or that it has ended.
	ErrNoSession = errors.New("no such session")
	// ErrUsedBefore says that somebody has signed in with that before.
	ErrUsedBefore = errors.New("sign-in was used before")
)

// SessionIdle is for how long a session may be without a request before it ends.
const SessionIdle = time.Hour

// Session is one browser that is signed in.
type Session struct {
	ID                                                 string // names it to people
	Provider                                           string // entityID of the identity provider
	NameID, NameFormat, NameQualifier, NameSPQualifier string // exact
	SessionIndex                                       string
	Attributes                                         map[string][]string // of an identity provider: what it says of who signed in, by name
	Address                                            string              // from where they signed in
	Created, Used, Ends                                time.Time           // Used is exact to a minute
}

// BeginSession keeps a session, of which the texts and Ends are given, and returns its cookie: 32 random bytes, which cannot be
// had again. The digests in once are used up with it, all or none, and kept until then; the error wraps ErrUsedBefore when one
// of them was used up already, or ErrBarred when an administrator has barred the person.
func (d *DB) BeginSession(ctx context.Context, s Session, once []string, until time.Time) (cookie string, err error) {
	return d.beginSession(ctx, s, once, until, func(tx *sql.Tx) error { return notBarred(ctx, tx, s) })
}

// BeginAccountSession is BeginSession for an account as it was when it was checked, from an address: the error wraps ErrNoAccount when it was reset
// or disabled meanwhile.
func (d *DB) BeginAccountSession(ctx context.Context, a Account, from string, ends time.Time, once []string, until time.Time) (cookie string, err error) {
	return d.beginSession(ctx, Session{Provider: Local, NameID: a.Name, Address: from, Ends: ends}, once, until, func(tx *sql.Tx) error {
		return changeOne(ctx, tx, accountSignedIn, d.millis(), a.Name, a.Password, a.CodeSecret)
	})
}

// beginSession begins a session in a transaction with what has to hold for it.
func (d *DB) beginSession(ctx context.Context, s Session, once []string, until time.Time, holds func(*sql.Tx) error) (cookie string, err error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	now := d.millis()
	if err := expire(ctx, tx, now); err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	if err := holds(tx); err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	for _, digest := range once {
		if err := useOnce(ctx, tx, digest, until); err != nil {
			return "", fmt.Errorf("begin session: %w", err)
		}
	}
	attributes, err := json.Marshal(s.Attributes)
	if err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	cookie, hash := newToken()
	_, err = tx.ExecContext(ctx, sessionInsert, hash, s.Provider, s.NameID, s.NameFormat, s.NameQualifier, s.NameSPQualifier,
		s.SessionIndex, now, s.Ends.UnixMilli(), string(attributes), s.Address)
	if err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	return cookie, nil
}

// expire drops what has ended, so that no table grows for ever.
func expire(ctx context.Context, tx *sql.Tx, now int64) error {
	if _, err := tx.ExecContext(ctx, sessionEndForget, now-endKept.Milliseconds()); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, sessionRunOut, now, now-SessionIdle.Milliseconds()); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, sessionExpire, now, now-SessionIdle.Milliseconds()); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, participantExpire, now); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, signInOnceExpire, now)
	return err
}

// useOnce uses a digest up, or returns ErrUsedBefore.
func useOnce(ctx context.Context, tx *sql.Tx, digest string, until time.Time) error {
	done, err := tx.ExecContext(ctx, signInOnceInsert, digest, until.UnixMilli())
	if err != nil {
		return err
	}
	if inserted, err := done.RowsAffected(); err != nil || inserted == 0 {
		return errors.Join(err, ErrUsedBefore)
	}
	return nil
}

func hashOf(cookie string) string {
	hash := sha256.Sum256([]byte(cookie))
	return hex.EncodeToString(hash[:])
}

// Session finds the session of a cookie and notes its use. The error wraps ErrNoSession when there is none, or it has ended.
func (d *DB) Session(ctx context.Context, cookie string) (Session, error) {
	hash, now := hashOf(cookie), d.millis()
	s, err := scanSession(d.db.QueryRowContext(ctx, sessionFind, hash, now, now-SessionIdle.Milliseconds()))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoSession
	}
	if err != nil {
		return Session{}, fmt.Errorf("find session: %w", err)
	}
	if now-s.Used.UnixMilli() >= usedEvery.Milliseconds() {
		_, _ = d.db.ExecContext(ctx, sessionUsed, now, hash) // failing to write this ends the session early, on a full disk
	}
	return s, nil
}

func scanSession(row scanner) (Session, error) {
	var s Session
	var created, used, ends int64
	var attributes, hash string
	err := row.Scan(
		&s.Provider, &s.NameID, &s.NameFormat, &s.NameQualifier, &s.NameSPQualifier, &s.SessionIndex, &created, &used, &ends, &attributes, &hash, &s.Address)
	if err != nil {
		return Session{}, err
	}
	if err := json.Unmarshal([]byte(attributes), &s.Attributes); err != nil {
		return Session{}, fmt.Errorf("attributes: %w", err)
	}
	s.ID = sessionID(hash)
	s.Created, s.Used, s.Ends = moment(created), moment(used), moment(ends)
	return s, nil
}

// SignedIn lists the sessions of identity providers' people that have not ended, the newest first, a thousand at most.
func (d *DB) SignedIn(ctx context.Context) ([]Session, error) { return d.listSessions(ctx, Local) }

// AllSignedIn lists all sessions that have not ended, the newest first, a thousand at most.
func (d *DB) AllSignedIn(ctx context.Context) ([]Session, error) { return d.listSessions(ctx, "") }

func (d *DB) listSessions(ctx context.Context, but string) ([]Session, error) {
	now := d.millis()
	sessions, err := all(ctx, d.db, scanSession, sessionPeople, now, now-SessionIdle.Milliseconds(), but)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return sessions, nil
}

// SessionHolds tells whether the session of a cookie goes on, without noting a use.
func (d *DB) SessionHolds(ctx context.Context, cookie string) (bool, error) {
	var found int
	now := d.millis()
	if err := d.db.QueryRowContext(ctx, sessionHolds, hashOf(cookie), now, now-SessionIdle.Milliseconds()).Scan(&found); err != nil {
		return false, fmt.Errorf("look at a session: %w", err)
	}
	return found > 0, nil
}

// EndSession ends the session of a cookie; nothing happens where there is none.
func (d *DB) EndSession(ctx context.Context, cookie string) error {
	if _, err := d.db.ExecContext(ctx, sessionDelete, hashOf(cookie)); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// EndSessionsNamed ends the sessions of somebody as an identity provider names them: provider and name of s, with format and qualifiers. Of
// these, those with one of the indexes, or all where there are none. once is used up with it, and kept until then; the error wraps
// ErrUsedBefore when it was already.
func (d *DB) EndSessionsNamed(ctx context.Context, s Session, indexes []string, once string, until time.Time) (ended int64, err error) {
	list, err := json.Marshal(append([]string{}, indexes...))
	if err != nil {
		return 0, fmt.Errorf("end sessions: %w", err)
	}
	err = d.within(ctx, "end sessions", func(tx *sql.Tx) error {
		if err := useOnce(ctx, tx, once, until); err != nil {
			return err
		}
		all, err := d.over(ctx, tx, SessionEnd{Why: WhyProvider}, sessionEndNamed,
			s.Provider, s.NameID, s.NameFormat, s.NameQualifier, s.NameSPQualifier, string(list))
		ended = int64(len(all))
		return err
	})
	return ended, err
}
