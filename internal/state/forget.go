package state

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
)

var (
	//go:embed sql/account_forget.sql
	accountForget string
	//go:embed sql/person_delete.sql
	personDelete string
	//go:embed sql/saved_view_delete_of.sql
	savedViewDeleteOf string
)

// ErrEnabled says that an account still lets somebody in.
var ErrEnabled = errors.New("account is not disabled")

// ForgetAccount drops an account that is disabled, with who its owner is, what a directory says of it, and the views that have that owner. What the audit log says
// stays until it is old enough. The error wraps ErrNoAccount or ErrEnabled.
func (d *DB) ForgetAccount(ctx context.Context, name, owner string) error {
	account, err := d.Account(ctx, name)
	if err != nil {
		return err
	}
	if account.Disabled.IsZero() {
		return fmt.Errorf("forget account %s: %w", name, ErrEnabled)
	}
	return d.within(ctx, "forget account "+name, func(tx *sql.Tx) error {
		if err := changeOne(ctx, tx, accountForget, name); err != nil { // let in again meanwhile
			return err
		}
		for _, statement := range []string{personDelete, provisionedMemberForgetAccount, provisionedUserForget} {
			if _, err := tx.ExecContext(ctx, statement, name); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, savedViewDeleteOf, owner)
		return err
	})
}

// Expire drops what has had its time: sessions that have ended, with what identity providers said of whose they were.
func (d *DB) Expire(ctx context.Context) error {
	return d.within(ctx, "drop what has had its time", func(tx *sql.Tx) error { return expire(ctx, tx, d.millis()) })
}
