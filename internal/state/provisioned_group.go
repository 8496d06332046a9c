package state

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

var (
	//go:embed sql/person_of_group.sql
	personOfGroup string
	//go:embed sql/provisioned_group_list.sql
	provisionedGroupList string
	//go:embed sql/provisioned_group_insert.sql
	provisionedGroupInsert string
	//go:embed sql/provisioned_group_update.sql
	provisionedGroupUpdate string
	//go:embed sql/provisioned_group_delete.sql
	provisionedGroupDelete string
	//go:embed sql/provisioned_member_insert.sql
	provisionedMemberInsert string
	//go:embed sql/provisioned_member_delete.sql
	provisionedMemberDelete string
	//go:embed sql/provisioned_member_forget.sql
	provisionedMemberForget string
)

var (
	// ErrGroupName says that a group cannot be called so.
	ErrGroupName = errors.New("name of a group")
	// ErrMember says that somebody cannot be in a group: a directory has made no such user.
	ErrMember = errors.New("member of a group")
)

// ProvisionedGroup is a group of a directory. Its members are in it beside those whom people have put into one of that name here.
type ProvisionedGroup struct {
	ID, Name, External string
	Members            []string // ids of provisioned users, sorted
	Created, Changed   time.Time
}

// ProvisionedGroups lists the groups of a directory, the oldest first: one by id, or all for "". Members are there when they are wanted.
func (d *DB) ProvisionedGroups(ctx context.Context, id string, members bool) ([]ProvisionedGroup, error) {
	found, err := provisionedGroups(ctx, d.db, id, members)
	if err != nil {
		return nil, fmt.Errorf("list provisioned groups: %w", err)
	}
	return found, nil
}

func provisionedGroups(ctx context.Context, in asked, id string, members bool) ([]ProvisionedGroup, error) {
	return all(ctx, in, func(row scanner) (ProvisionedGroup, error) {
		var g ProvisionedGroup
		var created, changed int64
		var list string
		err := row.Scan(&g.ID, &g.Name, &g.External, &created, &changed, &list)
		if err == nil {
			err = json.Unmarshal([]byte(list), &g.Members)
		}
		slices.Sort(g.Members)
		g.Created, g.Changed = moment(created), moment(changed)
		return g, err
	}, provisionedGroupList, members, id)
}

// provisionedGroup finds one with its members, within a transaction. The error wraps ErrNotProvisioned where there is none.
func provisionedGroup(ctx context.Context, in asked, id string) (ProvisionedGroup, error) {
	if id == "" {
		return ProvisionedGroup{}, ErrNotProvisioned
	}
	found, err := provisionedGroups(ctx, in, id, true)
	if err == nil && len(found) == 0 {
		err = ErrNotProvisioned
	}
	if err != nil {
		return ProvisionedGroup{}, err
	}
	return found[0], nil
}

// ProvisionGroup makes a group. ID, Created and Changed are not given. The error wraps ErrGroupName where a group has that name, or people
// were put into one of that name here; ErrMember where somebody is not there.
func (d *DB) ProvisionGroup(ctx context.Context, g ProvisionedGroup) (ProvisionedGroup, error) {
	g.ID = uuid.NewString()
	err := d.within(ctx, "provision a group", func(tx *sql.Tx) error {
		if err := nobodysGroup(ctx, tx, g.Name); err != nil {
			return err
		}
		if err := groupRow(ctx, tx, provisionedGroupInsert, g.ID, g.Name, strings.ToLower(g.Name), g.External, d.millis()); err != nil {
			return err
		}
		if err := fill(ctx, tx, g.ID, nil, g.Members); err != nil {
			return err
		}
		made, err := provisionedGroup(ctx, tx, g.ID)
		g = made
		return err
	})
	return g, err
}

// ChangeProvisionedGroup lets change say what a directory wants of a group that was found, with its members, and keeps that, all or
// nothing; the error of change comes back. Errors are those of ProvisionGroup, and ErrNotProvisioned.
func (d *DB) ChangeProvisionedGroup(
	ctx context.Context, id string, change func(*ProvisionedGroup) error,
) (before, after ProvisionedGroup, err error) {
	err = d.within(ctx, "change a provisioned group", func(tx *sql.Tx) error {
		var err error
		if before, err = provisionedGroup(ctx, tx, id); err != nil {
			return err
		}
		after = before
		after.Members = slices.Clone(before.Members)
		if err := change(&after); err != nil {
			return err
		}
		if before.Name != after.Name {
			if err := nobodysGroup(ctx, tx, after.Name); err != nil {
				return err
			}
		}
		if err := groupRow(ctx, tx, provisionedGroupUpdate, after.Name, strings.ToLower(after.Name), after.External, d.millis(), id); err != nil {
			return err
		}
		if err := fill(ctx, tx, id, before.Members, after.Members); err != nil {
			return err
		}
		after, err = provisionedGroup(ctx, tx, id)
		return err
	})
	return before, after, err
}

// UnprovisionGroup forgets a group. The error of holds, which is asked first, comes back, or ErrNotProvisioned.
func (d *DB) UnprovisionGroup(ctx context.Context, id string, holds func(ProvisionedGroup) error) (was ProvisionedGroup, err error) {
	err = d.within(ctx, "end a provisioned group", func(tx *sql.Tx) error {
		var err error
		if was, err = provisionedGroup(ctx, tx, id); err != nil {
			return err
		}
		if err := holds(was); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, provisionedMemberForget, id); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, provisionedGroupDelete, id)
		return err
	})
	return was, err
}

// nobodysGroup refuses the name of a group into which people were put here: who is in it is for others to say than a directory.
func nobodysGroup(ctx context.Context, tx *sql.Tx, name string) error {
	var people int
	if err := tx.QueryRowContext(ctx, personOfGroup, name, strings.ToLower(name)).Scan(&people); err != nil {
		return err
	}
	if people > 0 {
		return fmt.Errorf("%w: people were put into a group of that name here", ErrGroupName)
	}
	return nil
}

// groupRow writes the row of a group.
func groupRow(ctx context.Context, tx *sql.Tx, statement string, values ...any) error {
	err := changeOne(ctx, tx, statement, values...)
	if errors.Is(err, ErrNoAccount) {
		return fmt.Errorf("%w: there is one already", ErrGroupName)
	}
	return err
}

// fill puts into a group who is not in it yet, and takes out who is no longer.
func fill(ctx context.Context, tx *sql.Tx, id string, before, after []string) error {
	after = slices.Compact(slices.Sorted(slices.Values(after)))
	in := make(map[string]bool, len(before))
	for _, member := range before {
		in[member] = true
	}
	for _, member := range after {
		if in[member] {
			delete(in, member)
			continue
		}
		if err := changeOne(ctx, tx, provisionedMemberInsert, id, member); err != nil {
			if errors.Is(err, ErrNoAccount) {
				return fmt.Errorf("%w: no user has the id %q", ErrMember, member)
			}
			return err
		}
	}
	for member := range in {
		if _, err := tx.ExecContext(ctx, provisionedMemberDelete, id, member); err != nil {
			return err
		}
	}
	return nil
}
