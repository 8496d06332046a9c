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
	"time"
)

var (
	//go:embed sql/trusted_provider_list.sql
	trustedProviderList string
	//go:embed sql/trusted_provider_taken.sql
	trustedProviderTaken string
	//go:embed sql/trusted_provider_insert.sql
	trustedProviderInsert string
	//go:embed sql/trusted_provider_update.sql
	trustedProviderUpdate string
	//go:embed sql/trusted_provider_delete.sql
	trustedProviderDelete string
	//go:embed sql/last_provider_kept.sql
	lastProviderKept string
	//go:embed sql/last_provider_stays.sql
	lastProviderStays string
	//go:embed sql/last_provider_goes.sql
	lastProviderGoes string
	//go:embed sql/saml_key_use.sql
	samlKeyUse string
	//go:embed sql/saml_key_use_list.sql
	samlKeyUseList string
)

var (
	// ErrTrustedChanged says that an identity provider is not there as it was read.
	ErrTrustedChanged = errors.New("the identity provider was changed meanwhile, or removed")
	// ErrTrustedTaken says that another one has its name or its entity id.
	ErrTrustedTaken = errors.New("another identity provider has that name or entity ID")
	// ErrTrustedLast says that nobody could sign in any more.
	ErrTrustedLast = errors.New("nobody could sign in without the last identity provider, since there are no accounts: " +
		"let another one count first, or start the server once without --no-accounts")
)

// TrustedProvider is an identity provider that signs people in by SAML. The definition is JSON that is not looked into here.
type TrustedProvider struct {
	ID, Name   string
	EntityID   string // "" as long as nothing of it counts
	Definition string
	Version    int64 // 0: it is new
	Changed    time.Time
}

// TrustedProviders lists them by name.
func (d *DB) TrustedProviders(ctx context.Context) ([]TrustedProvider, error) {
	found, err := all(ctx, d.db, scanTrustedProvider, trustedProviderList)
	if err != nil {
		return nil, fmt.Errorf("list identity providers: %w", err)
	}
	return found, nil
}

func scanTrustedProvider(row scanner) (TrustedProvider, error) {
	var p TrustedProvider
	var changed int64
	err := row.Scan(&p.ID, &p.Name, &p.EntityID, &p.Definition, &p.Version, &changed)
	p.Changed = moment(changed)
	return p, err
}

// SaveTrustedProvider keeps a new one, which gets an id, or one in place of the version that was read. The error wraps ErrTrustedTaken or
// ErrTrustedChanged where that cannot be.
func (d *DB) SaveTrustedProvider(ctx context.Context, p TrustedProvider) (id string, err error) {
	err = d.within(ctx, "save identity provider "+p.Name, func(tx *sql.Tx) error {
		isNew := p.Version == 0
		if isNew {
			var made [8]byte
			_, _ = rand.Read(made[:]) // never fails
			p.ID = hex.EncodeToString(made[:])
		}
		var taken int
		if err := tx.QueryRowContext(ctx, trustedProviderTaken, p.ID, p.Name, p.EntityID).Scan(&taken); err != nil {
			return err
		}
		if taken > 0 {
			return ErrTrustedTaken
		}
		if isNew {
			_, err := tx.ExecContext(ctx, trustedProviderInsert, p.ID, p.Name, p.EntityID, p.Definition, d.millis())
			return err
		}
		return asRead(changeOne(ctx, tx, trustedProviderUpdate, p.Name, p.EntityID, p.Definition, d.millis(), p.ID, p.Version))
	})
	return p.ID, err
}

// KeepLastTrusted says whether the last identity provider that lets people in has to stay, as where nobody can sign in otherwise. It holds for whoever
// opens this database, until it is said otherwise.
func (d *DB) KeepLastTrusted(ctx context.Context, stays bool) error {
	statement := lastProviderGoes
	if stays {
		statement = lastProviderStays
	}
	if _, err := d.db.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("say whether the last identity provider stays: %w", err)
	}
	return nil
}

// DeleteTrustedProvider forgets a version. The error wraps ErrTrustedChanged where it is not the newest, and ErrTrustedLast where nobody could sign
// in without it. Which of them let people in is for whoever can read definitions to say.
func (d *DB) DeleteTrustedProvider(ctx context.Context, id string, version int64, letsIn func(TrustedProvider) bool) error {
	return d.within(ctx, "delete identity provider "+id, func(tx *sql.Tx) error {
		var keeps bool
		if err := tx.QueryRowContext(ctx, lastProviderKept).Scan(&keeps); err != nil {
			return err
		}
		known, err := all(ctx, tx, scanTrustedProvider, trustedProviderList)
		if err != nil {
			return err
		}
		ways := slices.DeleteFunc(known, func(p TrustedProvider) bool { return !letsIn(p) })
		if keeps && len(ways) == 1 && ways[0].ID == id {
			return ErrTrustedLast
		}
		return asRead(changeOne(ctx, tx, trustedProviderDelete, id, version))
	})
}

func asRead(err error) error {
	if errors.Is(err, ErrNoAccount) { // what changeOne calls it when nothing changes
		return ErrTrustedChanged
	}
	return err
}

// SAMLKeyUse is when somebody last signed in by a key of an identity provider.
type SAMLKeyUse struct {
	EntityID, Fingerprint string
	Used                  time.Time
}

// UseSAMLKey notes that somebody has signed in by a key.
func (d *DB) UseSAMLKey(ctx context.Context, entityID, fingerprint string) error {
	if _, err := d.db.ExecContext(ctx, samlKeyUse, entityID, fingerprint, d.millis()); err != nil {
		return fmt.Errorf("note the use of a key: %w", err)
	}
	return nil
}

// SAMLKeyUses lists when somebody last signed in by each key.
func (d *DB) SAMLKeyUses(ctx context.Context) ([]SAMLKeyUse, error) {
	found, err := all(ctx, d.db, func(row scanner) (SAMLKeyUse, error) {
		var u SAMLKeyUse
		var used int64
		err := row.Scan(&u.EntityID, &u.Fingerprint, &used)
		u.Used = moment(used)
		return u, err
	}, samlKeyUseList)
	if err != nil {
		return nil, fmt.Errorf("list uses of keys: %w", err)
	}
	return found, nil
}
