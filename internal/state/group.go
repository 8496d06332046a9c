package state

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

var (
	//go:embed sql/person_group_insert.sql
	personGroupInsert string
	//go:embed sql/person_group_delete.sql
	personGroupDelete string
	//go:embed sql/person_group_list.sql
	personGroupList string
	//go:embed sql/account_enable.sql
	accountEnable string
)

// groupName is a name that a list of them can be parted at.
var groupName = regexp.MustCompile(`^[^\s,;|\pC](?:[^,;|\pC]{0,254}[^\s,;|\pC])?$`)

// Groups lists the names of the groups that were made here.
func (d *DB) Groups(ctx context.Context) ([]string, error) {
	return list(ctx, d.db, "list groups", personGroupList, "", func(name *string) []any { return []any{name} })
}

// AddGroup makes a group. The error wraps ErrGroupName where it cannot be called so, or one is, also of a directory.
func (d *DB) AddGroup(ctx context.Context, name string) error {
	if !groupName.MatchString(name) {
		return fmt.Errorf("%w %q: write up to 256 characters without , ; | and without blanks around them", ErrGroupName, name)
	}
	err := changeOne(ctx, d.db, personGroupInsert, name, strings.ToLower(name), d.millis())
	if errors.Is(err, ErrNoAccount) {
		return fmt.Errorf("%w %q: there is one already", ErrGroupName, name)
	}
	if err != nil {
		return fmt.Errorf("make group %s: %w", name, err)
	}
	return nil
}

// ForgetGroup drops a group that was made here; who is in it is for the profiles to say. Nothing happens where there is none.
func (d *DB) ForgetGroup(ctx context.Context, name string) error {
	if _, err := d.db.ExecContext(ctx, personGroupDelete, name); err != nil {
		return fmt.Errorf("forget group %s: %w", name, err)
	}
	return nil
}

// EnableAccount lets an account in again that was disabled. The error wraps ErrNoAccount where there is none, or it was not.
func (d *DB) EnableAccount(ctx context.Context, name string) error {
	if err := changeOne(ctx, d.db, accountEnable, name); err != nil {
		return fmt.Errorf("enable account %s: %w", name, err)
	}
	return nil
}
