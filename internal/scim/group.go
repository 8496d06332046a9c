package scim

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/state"
)

// groupResources are the groups of a directory.
type groupResources struct{ *Handler }

func (groupResources) schema() *schema { return groups }

func (g groupResources) find(ctx context.Context, f filter, members bool) ([]object, error) {
	id := ""
	if f != nil {
		id = wants(f, "id")
	}
	found, err := g.Store.ProvisionedGroups(ctx, id, members || asks(f, "members"))
	if err != nil {
		return nil, err
	}
	all := make([]object, len(found))
	for i, one := range found {
		all[i] = g.shown(one)
	}
	return all, nil
}

// shown is a group as the directory sees it.
func (g groupResources) shown(of state.ProvisionedGroup) object {
	o := object{"displayName": of.Name}
	if of.External != "" {
		o["externalId"] = of.External
	}
	members := make([]any, len(of.Members))
	for i, id := range of.Members {
		members[i] = object{"value": id, "$ref": g.address(users, id), "type": "User"}
	}
	write(o, "members", members)
	return g.identify(o, groups, of.ID, of.Created, of.Changed)
}

func (g groupResources) create(ctx context.Context, o object) (object, []done, error) {
	var made state.ProvisionedGroup
	if err := keepGroup(o, &made); err != nil {
		return nil, nil, err
	}
	made, err := g.Store.ProvisionGroup(ctx, made)
	if err != nil {
		return nil, nil, err
	}
	return g.shown(made), g.moved(ctx, "add_group", made.Name, nil, made.Members), nil
}

func (g groupResources) change(ctx context.Context, id string, change func(now, said object) (object, error)) (object, []done, error) {
	before, after, err := g.Store.ChangeProvisionedGroup(ctx, id, func(of *state.ProvisionedGroup) error {
		now := g.shown(*of)
		next, err := change(now, clone(now).(object))
		if err != nil {
			return err
		}
		return keepGroup(next, of)
	})
	if err != nil {
		return nil, nil, err
	}
	var what []done
	called := after.Name
	if before.Name != after.Name {
		called = before.Name + " → " + after.Name
	}
	if before.Name != after.Name || before.External != after.External || !slices.Equal(before.Members, after.Members) {
		what = g.moved(ctx, "change_group", called, before.Members, after.Members)
	}
	return g.shown(after), what, nil
}

func (g groupResources) remove(ctx context.Context, id string, holds func(now object) error) ([]done, error) {
	was, err := g.Store.UnprovisionGroup(ctx, id, func(of state.ProvisionedGroup) error { return holds(g.shown(of)) })
	return []done{{"remove_group", was.Name}}, err
}

// mostNamed is how many accounts one entry of the audit log names.
const mostNamed = 20

// moved says, for the audit log, who came into a group and who left it, by the names of their accounts, or by id where they cannot be had.
func (g groupResources) moved(ctx context.Context, action, name string, before, after []string) []done {
	came, left := without(after, before), without(before, after)
	if len(came)+len(left) == 0 {
		return []done{{action, name}}
	}
	people, err := g.Store.ProvisionedUsers(ctx, state.WhichProvisioned{})
	if err != nil {
		g.Logger.Error("names of the members of a group cannot be had for the audit log", "error", err)
	}
	accounts := make(map[string]string, len(people))
	for _, one := range people {
		accounts[one.ID] = one.Account
	}
	var signed []string
	for _, id := range came {
		signed = append(signed, "+"+cmp.Or(accounts[id], id))
	}
	for _, id := range left {
		signed = append(signed, "-"+cmp.Or(accounts[id], id))
	}
	var what []done
	for some := range slices.Chunk(signed, mostNamed) {
		what = append(what, done{action, name + ": " + strings.Join(some, " ")})
	}
	return what
}

// without are the sorted texts of one list that another sorted one has not.
func without(all, but []string) (left []string) {
	for _, one := range all {
		if _, found := slices.BinarySearch(but, one); !found {
			left = append(left, one)
		}
	}
	return left
}

// keepGroup checks what a directory says of a group, and puts it where it is kept.
func keepGroup(o object, of *state.ProvisionedGroup) error {
	of.Name, of.External, of.Members = str(o, "displayName"), str(o, "externalId"), nil
	if strings.TrimSpace(of.Name) == "" {
		return wrongValue("displayName is missing")
	}
	if strings.TrimSpace(of.Name) != of.Name || strings.Contains(of.Name, ",") {
		return wrongValue("displayName: a comma, or a blank at an end, cannot be in the name of a group: lists of groups are parted by commas")
	}
	for _, one := range list(o, "members") {
		member := one.(object)
		if kind := str(member, "type"); kind != "" && !strings.EqualFold(kind, "User") {
			return wrongValue("members: users alone can be in a group, not a %s", kind)
		}
		of.Members = append(of.Members, str(member, "value"))
	}
	return nil
}
