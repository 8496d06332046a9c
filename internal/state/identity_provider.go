package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

var (
	//go:embed sql/person_save.sql
	personSave string
	//go:embed sql/person_list.sql
	personList string
	//go:embed sql/application_save.sql
	applicationSave string
	//go:embed sql/application_list.sql
	applicationList string
	//go:embed sql/application_delete.sql
	applicationDelete string
	//go:embed sql/signing_key_insert.sql
	signingKeyInsert string
	//go:embed sql/signing_key_list.sql
	signingKeyList string
	//go:embed sql/signing_key_stage.sql
	signingKeyStage string
	//go:embed sql/signing_key_forget.sql
	signingKeyForget string
)

var (
	// ErrNoApplication says that there is no application of that id.
	ErrNoApplication = errors.New("no such application")
	// ErrKeyStage says that a key is not in the stage that it would have to be in.
	ErrKeyStage = errors.New("no such key")
)

// Person is who the owner of an account is. The profile is JSON that is not looked into here.
type Person struct {
	Account, Secret, Profile string
	Disabled                 bool     // the account lets nobody in
	Provisioned              bool     // a directory has made the account
	Groups                   []string // into which a directory has put them, by name
}

// Application is a service provider that takes our word. The definition is JSON that is not looked into here.
type Application struct {
	ID, Definition   string
	Created, Changed time.Time
}

// Stages of a signing key.
const (
	KeyNext    = "next"    // published, so that service providers know it when it signs
	KeyActive  = "active"  // signs
	KeyRetired = "retired" // neither
)

// SigningKey is a key of an application. Its PEM has the private key as long as it may sign.
type SigningKey struct {
	ID, Application, Stage, PEM string
	Created, Changed            time.Time
}

// SavePerson keeps who the owner of an account is.
func (d *DB) SavePerson(ctx context.Context, account, profile string) error {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	if _, err := d.db.ExecContext(ctx, personSave, account, hex.EncodeToString(secret[:]), profile, d.millis()); err != nil {
		return fmt.Errorf("save person %s: %w", account, err)
	}
	return nil
}

// People lists who the owners of accounts are, by account.
func (d *DB) People(ctx context.Context) ([]Person, error) {
	return d.people(ctx, "")
}

func (d *DB) people(ctx context.Context, account string) ([]Person, error) {
	found, err := all(ctx, d.db, func(row scanner) (Person, error) {
		var p Person
		var groups string
		err := row.Scan(&p.Account, &p.Secret, &p.Profile, &p.Disabled, &p.Provisioned, &groups)
		if err == nil {
			err = json.Unmarshal([]byte(groups), &p.Groups)
		}
		slices.Sort(p.Groups)
		return p, err
	}, personList, account)
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return found, nil
}

// Person finds the owner of an account. The error wraps ErrNoAccount where nobody has said who that is.
func (d *DB) Person(ctx context.Context, account string) (Person, error) {
	if account == "" {
		return Person{}, ErrNoAccount
	}
	found, err := d.people(ctx, account)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("find person: %w", ErrNoAccount)
	}
	if err != nil {
		return Person{}, err
	}
	return found[0], nil
}

// SaveApplication keeps an application, in place of the one of that id.
func (d *DB) SaveApplication(ctx context.Context, id, definition string) error {
	if _, err := d.db.ExecContext(ctx, applicationSave, id, definition, d.millis()); err != nil {
		return fmt.Errorf("save application %s: %w", id, err)
	}
	return nil
}

// Applications lists all, by id.
func (d *DB) Applications(ctx context.Context) ([]Application, error) { return d.applications(ctx, "") }

// Application finds one. The error wraps ErrNoApplication where there is none.
func (d *DB) Application(ctx context.Context, id string) (Application, error) {
	if id == "" {
		return Application{}, ErrNoApplication
	}
	found, err := d.applications(ctx, id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("find application: %w", ErrNoApplication)
	}
	if err != nil {
		return Application{}, err
	}
	return found[0], nil
}

func (d *DB) applications(ctx context.Context, id string) ([]Application, error) {
	type row struct {
		Application
		created, changed int64
	}
	rows, err := list(ctx, d.db, "list applications", applicationList, id, func(r *row) []any { return []any{&r.ID, &r.Definition, &r.created, &r.changed} })
	all := make([]Application, len(rows))
	for i, r := range rows {
		all[i] = r.Application
		all[i].Created, all[i].Changed = moment(r.created), moment(r.changed)
	}
	return all, err
}

// DeleteApplication forgets an application and its keys. The error wraps ErrNoApplication where there is none.
func (d *DB) DeleteApplication(ctx context.Context, id string) error {
	return d.within(ctx, "delete application "+id, func(tx *sql.Tx) error {
		if err := changeOne(ctx, tx, applicationDelete, id); err != nil {
			if errors.Is(err, ErrNoAccount) {
				return ErrNoApplication
			}
			return err
		}
		_, err := tx.ExecContext(ctx, signingKeyForget, id)
		return err
	})
}

// SigningKeys lists the keys of an application, the oldest first.
func (d *DB) SigningKeys(ctx context.Context, application string) ([]SigningKey, error) {
	type row struct {
		SigningKey
		created, changed int64
	}
	rows, err := list(ctx, d.db, "list signing keys", signingKeyList, application, func(r *row) []any {
		return []any{&r.ID, &r.Application, &r.Stage, &r.PEM, &r.created, &r.changed}
	})
	all := make([]SigningKey, len(rows))
	for i, r := range rows {
		all[i] = r.SigningKey
		all[i].Created, all[i].Changed = moment(r.created), moment(r.changed)
	}
	return all, err
}

// AddSigningKey keeps a new key.
func (d *DB) AddSigningKey(ctx context.Context, application, stage, pem string) error {
	var id [8]byte
	_, _ = rand.Read(id[:]) // never fails
	if _, err := d.db.ExecContext(ctx, signingKeyInsert, hex.EncodeToString(id[:]), application, stage, pem, d.millis()); err != nil {
		return fmt.Errorf("add signing key: %w", err)
	}
	return nil
}

// TurnSigningKeys makes a next key the active one and retires the one that was, of which the certificate is left. The error wraps
// ErrKeyStage where one of them was turned meanwhile, and nothing happens.
func (d *DB) TurnSigningKeys(ctx context.Context, next, active SigningKey, certificate string) error {
	return d.within(ctx, "turn signing keys", func(tx *sql.Tx) error {
		for _, step := range []struct {
			key      SigningKey
			to, from string
			pem      string
		}{{active, KeyRetired, KeyActive, certificate}, {next, KeyActive, KeyNext, next.PEM}} {
			err := changeOne(ctx, tx, signingKeyStage, step.to, step.pem, d.millis(), step.key.ID, step.from)
			if errors.Is(err, ErrNoAccount) {
				return ErrKeyStage
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// UseOnce uses a digest up, and keeps it until then. The error wraps ErrUsedBefore when it was used up already.
func (d *DB) UseOnce(ctx context.Context, digest string, until time.Time) error {
	return d.within(ctx, "use once", func(tx *sql.Tx) error {
		if err := expire(ctx, tx, d.millis()); err != nil {
			return err
		}
		return useOnce(ctx, tx, digest, until)
	})
}

// within runs statements in one transaction.
func (d *DB) within(ctx context.Context, what string, do func(*sql.Tx) error) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	if err := do(tx); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// list reads all rows of a statement with one value; into is where a row goes.
func list[T any](ctx context.Context, db *sql.DB, what, statement, value string, into func(*T) []any) ([]T, error) {
	found, err := all(ctx, db, func(row scanner) (T, error) {
		var one T
		err := row.Scan(into(&one)...)
		return one, err
	}, statement, value)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return found, nil
}
