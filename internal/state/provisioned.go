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
	"strings"
	"time"

	"github.com/google/uuid"
)

var (
	//go:embed sql/account_provision.sql
	accountProvision string
	//go:embed sql/account_disable_provisioned.sql
	accountDisableProvisioned string
	//go:embed sql/account_enable_provisioned.sql
	accountEnableProvisioned string
	//go:embed sql/account_rename.sql
	accountRename string
	//go:embed sql/account_empty.sql
	accountEmpty string
	//go:embed sql/person_rename.sql
	personRename string
	//go:embed sql/person_of_email.sql
	personOfEmail string
	//go:embed sql/provisioned_user_list.sql
	provisionedUserList string
	//go:embed sql/provisioned_user_insert.sql
	provisionedUserInsert string
	//go:embed sql/provisioned_user_update.sql
	provisionedUserUpdate string
	//go:embed sql/provisioned_user_delete.sql
	provisionedUserDelete string
	//go:embed sql/provisioned_user_forget.sql
	provisionedUserForget string
	//go:embed sql/provisioned_member_forget_account.sql
	provisionedMemberForgetAccount string
)

var (
	// ErrNotProvisioned says that no directory has made that, or that it has deleted it.
	ErrNotProvisioned = errors.New("nothing of that id was provisioned")
	// ErrEmail says that an e-mail address is another account's.
	ErrEmail = errors.New("e-mail address")
)

// ProvisionedUser is an account that a directory has made by SCIM. It is as any other account, but for what the directory may do with
// it: nothing of password, codes, role and limits.
type ProvisionedUser struct {
	ID       string // by which the directory knows it
	Account  string // its name
	External string // what the directory calls it, "" where it does not say
	Resource string // JSON of what the directory says, which is not looked into here
	Profile  string // JSON, as of Person
	Email    string // of the profile where it is new, "" else: no two accounts may have one
	Disabled bool   // it lets nobody in
	Groups   []ProvisionedName
	Created  time.Time
	Changed  time.Time // by the directory
}

// ProvisionedName is a group by id and name.
type ProvisionedName struct{ ID, Name string }

// WhichProvisioned picks users. What is "" leaves all.
type WhichProvisioned struct{ ID, Account, External string }

// ProvisionedUsers lists the accounts that a directory has made, the oldest first. Email is left out.
func (d *DB) ProvisionedUsers(ctx context.Context, which WhichProvisioned) ([]ProvisionedUser, error) {
	found, err := provisionedUsers(ctx, d.db, which)
	if err != nil {
		return nil, fmt.Errorf("list provisioned users: %w", err)
	}
	return found, nil
}

func provisionedUsers(ctx context.Context, in asked, which WhichProvisioned) ([]ProvisionedUser, error) {
	return all(ctx, in, func(row scanner) (ProvisionedUser, error) {
		var u ProvisionedUser
		var created, changed int64
		var groups string
		err := row.Scan(&u.ID, &u.Account, &u.External, &u.Resource, &u.Profile, &u.Disabled, &created, &changed, &groups)
		if err == nil {
			err = json.Unmarshal([]byte(groups), &u.Groups)
		}
		u.Created, u.Changed = moment(created), moment(changed)
		return u, err
	}, provisionedUserList, which.ID, which.Account, which.External)
}

// provisionedUser finds one within a transaction. The error wraps ErrNotProvisioned where there is none.
func provisionedUser(ctx context.Context, in asked, id string) (ProvisionedUser, error) {
	if id == "" {
		return ProvisionedUser{}, ErrNotProvisioned
	}
	found, err := provisionedUsers(ctx, in, WhichProvisioned{ID: id})
	if err == nil && len(found) == 0 {
		err = ErrNotProvisioned
	}
	if err != nil {
		return ProvisionedUser{}, err
	}
	return found[0], nil
}

// Provision makes an account without a link, a password or a role; ResetAccount makes its first link. ID, Created and Changed are not
// given. The error wraps ErrAccountName where the name is taken, also by an account that was not provisioned, or is none; ErrEmail where
// another account has the address.
func (d *DB) Provision(ctx context.Context, u ProvisionedUser) (ProvisionedUser, error) {
	if err := CheckAccountName(u.Account); err != nil {
		return u, err
	}
	u.ID = uuid.NewString()
	err := d.within(ctx, "provision an account", func(tx *sql.Tx) error {
		if err := changeOne(ctx, tx, accountProvision, u.Account, d.millis()); err != nil {
			if errors.Is(err, ErrNoAccount) {
				return fmt.Errorf("%w: there is one already, which no directory has made, or which is in use", ErrAccountName)
			}
			return err
		}
		if err := d.describe(ctx, tx, u); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, provisionedUserInsert, u.ID, u.Account, u.External, u.Resource, d.millis()); err != nil {
			return err
		}
		if err := d.admit(ctx, tx, u); err != nil {
			return err
		}
		made, err := provisionedUser(ctx, tx, u.ID)
		u = made
		return err
	})
	return u, err
}

// ChangeProvisioned lets change say what a directory wants of a user that was found, and keeps that, all or nothing; the error of change
// comes back. Groups are not changed. Of an account that gets another name or is disabled the sessions end. One that an administrator has
// disabled stays so. Errors are those of Provision, and ErrNotProvisioned.
func (d *DB) ChangeProvisioned(ctx context.Context, id string, change func(*ProvisionedUser) error) (before, after ProvisionedUser, err error) {
	err = d.within(ctx, "change a provisioned account", func(tx *sql.Tx) error {
		var err error
		if before, err = provisionedUser(ctx, tx, id); err != nil {
			return err
		}
		after = before
		if err := change(&after); err != nil {
			return err
		}
		if err := d.rename(ctx, tx, before.Account, after.Account); err != nil {
			return err
		}
		if err := d.describe(ctx, tx, after); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, provisionedUserUpdate, after.Account, after.External, after.Resource, d.millis(), id); err != nil {
			return err
		}
		if err := d.admit(ctx, tx, after); err != nil {
			return err
		}
		after, err = provisionedUser(ctx, tx, id)
		return err
	})
	return before, after, err
}

// rename gives an account another name, if it is another one.
func (d *DB) rename(ctx context.Context, tx *sql.Tx, from, to string) error {
	if from == to {
		return nil
	}
	if err := CheckAccountName(to); err != nil {
		return err
	}
	if _, err := scanAccount(tx.QueryRowContext(ctx, accountFind, to)); !errors.Is(err, sql.ErrNoRows) {
		return errors.Join(fmt.Errorf("%w: there is one already", ErrAccountName), err)
	}
	for _, statement := range []string{accountRename, personRename} {
		if _, err := tx.ExecContext(ctx, statement, to, from); err != nil {
			return err
		}
	}
	_, err := d.over(ctx, tx, SessionEnd{Why: WhyAccount}, sessionEndOf, Local, from)
	return err
}

// describe keeps who the owner is.
func (d *DB) describe(ctx context.Context, tx *sql.Tx, u ProvisionedUser) error {
	if u.Email != "" {
		var others int
		if err := tx.QueryRowContext(ctx, personOfEmail, u.Email, strings.ToLower(u.Email), u.Account).Scan(&others); err != nil {
			return err
		}
		if others > 0 {
			return fmt.Errorf("%w: another account has it", ErrEmail)
		}
	}
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	_, err := tx.ExecContext(ctx, personSave, u.Account, hex.EncodeToString(secret[:]), u.Profile, d.millis())
	return err
}

// admit lets the owner of an account in or not, as its directory says.
func (d *DB) admit(ctx context.Context, tx *sql.Tx, u ProvisionedUser) error {
	if !u.Disabled {
		_, err := tx.ExecContext(ctx, accountEnableProvisioned, u.Account)
		return err
	}
	if _, err := tx.ExecContext(ctx, accountDisableProvisioned, d.millis(), u.Account); err != nil {
		return err
	}
	_, err := d.over(ctx, tx, SessionEnd{Why: WhyAccount}, sessionEndOf, Local, u.Account)
	return err
}

// Unprovision forgets what a directory has said of somebody, and what the account was for: it lets nobody in, and has neither password nor
// role. Its name is kept, since the audit log has it, and goes to whom the directory provisions under it next. The error of holds, which
// is asked first, comes back, or ErrNotProvisioned.
func (d *DB) Unprovision(ctx context.Context, id string, holds func(ProvisionedUser) error) (was ProvisionedUser, err error) {
	err = d.within(ctx, "end a provisioned account", func(tx *sql.Tx) error {
		var err error
		if was, err = provisionedUser(ctx, tx, id); err != nil {
			return err
		}
		if err := holds(was); err != nil {
			return err
		}
		was.Disabled = true
		if err := d.admit(ctx, tx, was); err != nil {
			return err
		}
		for _, step := range []struct{ statement, of string }{
			{accountEmpty, was.Account}, {personDelete, was.Account}, {provisionedMemberForget, id},
		} {
			if _, err := tx.ExecContext(ctx, step.statement, step.of); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, provisionedUserDelete, d.millis(), id)
		return err
	})
	return was, err
}
