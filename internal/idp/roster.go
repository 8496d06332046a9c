package idp

import (
	"context"

	"github.com/ringside/ringside/internal/sso/roster"
)

// Roster are the people, as they are compared with the users of an Amazon Connect instance.
func (r Register) Roster(ctx context.Context) ([]roster.Person, error) {
	kept, err := r.Store.People(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]roster.Person, 0, len(kept))
	for _, one := range kept {
		p, err := personOf(one)
		if err != nil {
			return nil, err
		}
		all = append(all, roster.Person{
			UserName: p.Account, Email: p.Email, First: p.GivenName, Last: p.FamilyName, Groups: p.AllGroups(), Disabled: one.Disabled,
		})
	}
	return all, nil
}
