package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

var (
	//go:embed sql/api_token_insert.sql
	apiTokenInsert string
	//go:embed sql/api_token_list.sql
	apiTokenList string
	//go:embed sql/api_token_find.sql
	apiTokenFind string
	//go:embed sql/api_token_end.sql
	apiTokenEnd string
	//go:embed sql/api_token_used.sql
	apiTokenUsed string
)

// ErrNoToken says that there is no such token, or that it has ended.
var ErrNoToken = errors.New("no such token, or it has ended")

// tokenPrefix lets people and secret scanners recognise a token of the API.
const tokenPrefix = "rst_"

// APIToken is what a program signs in with. The token itself is shown once, when it is made, and kept nowhere.
type APIToken struct {
	ID, Name string
	Access   string // what it may do, as its maker wrote it
	By       string // who made it, "" where that is not known
	Created  time.Time
	Ends     time.Time
	LastUsed time.Time // zero when never; exact to a minute
}

// writer is a database, or a transaction.
type writer interface {
	ExecContext(ctx context.Context, statement string, values ...any) (sql.Result, error)
}

// CreateAPIToken makes a token of 32 random bytes and returns its text, which cannot be had again. Name, Access, By and Ends are given.
func (d *DB) CreateAPIToken(ctx context.Context, t APIToken) (made APIToken, shown string, err error) {
	return d.insertAPIToken(ctx, d.db, t)
}

// ErrName says that a key or token cannot be called so.
var ErrName = errors.New("give it a name of 100 characters at most, such as what it is for")

// named is a name of a key or token as it is kept.
func named(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > 100 {
		return "", ErrName
	}
	return name, nil
}

// newID names a key or token to people.
func newID() string {
	var id [8]byte
	_, _ = rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:])
}

func (d *DB) insertAPIToken(ctx context.Context, to writer, t APIToken) (APIToken, string, error) {
	name, err := named(t.Name)
	if err != nil {
		return t, "", fmt.Errorf("create token: %w", err)
	}
	secret, _ := newToken()
	shown := tokenPrefix + secret
	t.ID, t.Name, t.Created = newID(), name, moment(d.millis())
	_, err = to.ExecContext(ctx, apiTokenInsert, t.ID, t.Name, hashOf(shown), t.Access, t.By, t.Created.UnixMilli(), t.Ends.UnixMilli())
	if err != nil {
		return t, "", fmt.Errorf("create token: %w", err)
	}
	return t, shown, nil
}

// RotateAPIToken makes a token like another one, which goes on for the overlap and no longer. The error wraps ErrNoToken when that
// one is not there, or has ended.
func (d *DB) RotateAPIToken(ctx context.Context, id, by string, ends time.Time, overlap time.Duration) (made APIToken, shown string, err error) {
	fail := func(err error) (APIToken, string, error) {
		return APIToken{}, "", fmt.Errorf("rotate token %s: %w", id, err)
	}
	all, err := d.APITokens(ctx)
	if err != nil {
		return fail(err)
	}
	at := slices.IndexFunc(all, func(t APIToken) bool { return t.ID == id })
	if at < 0 {
		return fail(ErrNoToken)
	}
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return fail(err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	if err := d.endAPIToken(ctx, tx, id, d.millis()+overlap.Milliseconds()); err != nil {
		return fail(err)
	}
	made, shown, err = d.insertAPIToken(ctx, tx, APIToken{Name: all[at].Name, Access: all[at].Access, By: by, Ends: ends})
	if err != nil {
		return fail(err)
	}
	if err := tx.Commit(); err != nil {
		return fail(err)
	}
	return made, shown, nil
}

// EndAPIToken ends a token now. The error wraps ErrNoToken when there is none, or it has ended.
func (d *DB) EndAPIToken(ctx context.Context, id string) error {
	if err := d.endAPIToken(ctx, d.db, id, d.millis()); err != nil {
		return fmt.Errorf("end token %s: %w", id, err)
	}
	return nil
}

func (d *DB) endAPIToken(ctx context.Context, in writer, id string, at int64) error {
	done, err := in.ExecContext(ctx, apiTokenEnd, at, id, d.millis())
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, ErrNoToken)
	}
	return nil
}

// APITokens lists all, newest first, those that have ended too.
func (d *DB) APITokens(ctx context.Context) ([]APIToken, error) {
	tokens, err := all(ctx, d.db, scanAPIToken, apiTokenList)
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	return tokens, nil
}

// APIToken finds a token by its text and notes its use. The error wraps ErrNoToken when there is none, or it has ended.
func (d *DB) APIToken(ctx context.Context, shown string) (APIToken, error) {
	now := d.millis()
	t, err := scanAPIToken(d.db.QueryRowContext(ctx, apiTokenFind, hashOf(shown), now))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoToken
	}
	if err != nil {
		return APIToken{}, fmt.Errorf("find token: %w", err)
	}
	if d.now().Sub(t.LastUsed) >= usedEvery {
		_, _ = d.db.ExecContext(ctx, apiTokenUsed, now, t.ID) // a courtesy: on a full disk the token works nevertheless
	}
	return t, nil
}

func scanAPIToken(row scanner) (APIToken, error) {
	var t APIToken
	var created, ends, used int64
	err := row.Scan(&t.ID, &t.Name, &t.Access, &t.By, &created, &ends, &used)
	t.Created, t.Ends, t.LastUsed = moment(created), moment(ends), moment(used)
	return t, err
}
