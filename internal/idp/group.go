package idp

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/state"
)

// ErrNoGroup says that there is no group of that name: nobody was put into it, and nobody has made it.
var ErrNoGroup = errors.New("no such group")

// Group is people to whom applications are assigned together. One of people here and one of a directory of the same name count as one.
type Group struct {
	Name         string
	Members      []string // accounts that were put in here
	Provisioned  []string // accounts that a directory has put in
	Managed      bool     // a directory has made it
	Applications []string // ids of those that are assigned to it
}

// Count is how many are in it.
func (g Group) Count() int {
	all := append(slices.Clone(g.Members), g.Provisioned...)
	slices.Sort(all)
	return len(slices.Compact(all))
}

// Groups lists all that there are, by name: those that were made here, those into which somebody was put, and those of directories.
func (r Register) Groups(ctx context.Context) ([]Group, error) {
	all := map[string]*Group{}
	of := func(name string) *Group {
		if all[name] == nil {
			all[name] = &Group{Name: name}
		}
		return all[name]
	}
	made, err := r.Store.Groups(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range made {
		of(name)
	}
	managed, err := r.Store.ProvisionedGroups(ctx, "", false)
	if err != nil {
		return nil, err
	}
	for _, one := range managed {
		of(one.Name).Managed = true
	}
	people, err := r.people(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		for _, name := range p.Groups {
			of(name).Members = append(of(name).Members, p.Account)
		}
		for _, name := range p.Provisioned {
			of(name).Provisioned = append(of(name).Provisioned, p.Account)
		}
	}
	applications, err := r.Applications(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range applications {
		for _, name := range a.Groups {
			if all[name] != nil {
				all[name].Applications = append(all[name].Applications, a.ID)
			}
		}
	}
	listed := make([]Group, 0, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		listed = append(listed, *all[name])
	}
	return listed, nil
}

// people are all, as the owners of accounts.
func (r Register) people(ctx context.Context) ([]Person, error) {
	kept, err := r.Store.People(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Person, len(kept))
	for i, one := range kept {
		if all[i], err = personOf(one); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Group finds one. The error wraps ErrNoGroup.
func (r Register) Group(ctx context.Context, name string) (Group, error) {
	all, err := r.Groups(ctx)
	if err != nil {
		return Group{}, err
	}
	at := slices.IndexFunc(all, func(g Group) bool { return g.Name == name })
	if at < 0 {
		return Group{}, fmt.Errorf("%w %q", ErrNoGroup, name)
	}
	return all[at], nil
}

// Strange are those names that no group has, in order: a misspelt one is no new group.
func (r Register) Strange(ctx context.Context, names []string) ([]string, error) {
	all, err := r.Groups(ctx)
	if err != nil {
		return nil, err
	}
	var strange []string
	for _, name := range names {
		if !slices.ContainsFunc(all, func(g Group) bool { return g.Name == name }) && !slices.Contains(strange, name) {
			strange = append(strange, name)
		}
	}
	slices.Sort(strange)
	return strange, nil
}

// CheckGroups refuses names that no group has. The error wraps ErrNoGroup.
func (r Register) CheckGroups(ctx context.Context, names []string) error {
	strange, err := r.Strange(ctx, names)
	if err == nil && len(strange) > 0 {
		err = fmt.Errorf("%w: %s", ErrNoGroup, strings.Join(strange, ", "))
	}
	return err
}

// AddGroup makes a group that nobody is in. The error wraps state.ErrGroupName where it cannot be called so, or one is.
func (r Register) AddGroup(ctx context.Context, name string) error {
	if _, err := r.Group(ctx, name); !errors.Is(err, ErrNoGroup) {
		return errors.Join(err, fmt.Errorf("%w %q: there is one already", state.ErrGroupName, name))
	}
	return r.Store.AddGroup(ctx, name)
}

// FillGroup lets these accounts be in a group, and no others of those that were put in here. The error wraps ErrNoGroup, or state.ErrNoAccount
// where nobody has said who the owner of one is.
func (r Register) FillGroup(ctx context.Context, name string, members []string) error {
	g, err := r.Group(ctx, name)
	if err != nil {
		return err
	}
	for _, account := range members {
		if _, err := r.Person(ctx, account); err != nil {
			return fmt.Errorf("%s: %w", account, err)
		}
	}
	for _, account := range append(slices.Clone(g.Members), members...) {
		p, err := r.Person(ctx, account)
		if err != nil {
			return err
		}
		in, shall := slices.Contains(p.Groups, name), slices.Contains(members, account)
		switch {
		case shall && !in:
			p.Groups = append(p.Groups, name)
		case in && !shall:
			p.Groups = slices.DeleteFunc(p.Groups, func(g string) bool { return g == name })
		default:
			continue
		}
		if err := r.SavePerson(ctx, account, p.Profile); err != nil {
			return err
		}
	}
	return nil
}

// RemoveGroup forgets a group: first no application is assigned to it any more, then nobody is in it. What a directory has made is for the
// directory to end; the error wraps ErrNoGroup where there is none.
func (r Register) RemoveGroup(ctx context.Context, name string) error {
	g, err := r.Group(ctx, name)
	if err != nil {
		return err
	}
	if g.Managed {
		return fmt.Errorf("%w %q: a directory has made it, and ends it", state.ErrGroupName, name)
	}
	for _, id := range g.Applications {
		a, err := r.Application(ctx, id)
		if err != nil {
			return err
		}
		a.Groups = slices.DeleteFunc(a.Groups, func(g string) bool { return g == name })
		if err := r.Change(ctx, a); err != nil {
			return err
		}
	}
	if err := r.FillGroup(ctx, name, nil); err != nil {
		return err
	}
	return r.Store.ForgetGroup(ctx, name)
}
