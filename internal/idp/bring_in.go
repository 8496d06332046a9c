package idp

import (
	"cmp"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/state"
)

// Outcomes of who is brought in. Any other one says why not.
const (
	OutcomeNew      = "new"
	OutcomeChanged  = "changed"
	OutcomeDisabled = "disabled"
	OutcomeSame     = "same"
)

// Brought is what became of one person of a file.
type Brought struct {
	Account, Outcome string
	Token            string // of the one-time link of a new account
	Link             string // for who shows it
}

// Taken tells whether the person is, or would be, as the file says.
func (b Brought) Taken() bool {
	return slices.Contains([]string{OutcomeNew, OutcomeChanged, OutcomeDisabled, OutcomeSame}, b.Outcome)
}

// GroupsOf are the groups of people of a file.
func GroupsOf(people []roster.Person) []string {
	var all []string
	for _, p := range people {
		all = append(all, p.Groups...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// BringIn makes the account and the profile of a person what a file says. Try changes nothing. A name that no account can have is an
// outcome. Groups of a directory stay, as do the roles of accounts.
func (r Register) BringIn(ctx context.Context, accounts Accounts, p roster.Person, try bool) (Brought, error) {
	done := Brought{Account: strings.ToLower(cmp.Or(p.UserName, p.Email)), Outcome: OutcomeSame}
	account, err := accounts.Account(ctx, done.Account)
	if errors.Is(err, state.ErrNoAccount) {
		if p.Disabled {
			return done, nil
		}
		if err := state.CheckAccountName(done.Account); err != nil {
			done.Outcome = err.Error()
			return done, nil
		}
		done.Outcome, err = OutcomeNew, nil
		if !try {
			done.Token, err = accounts.CreateAccount(ctx, done.Account, "")
		}
	}
	if err != nil {
		return done, err
	}
	slices.Sort(p.Groups)
	known, err := r.Person(ctx, done.Account)
	if err != nil && !errors.Is(err, state.ErrNoAccount) {
		return done, err
	}
	of := known.Profile
	of.Email, of.GivenName, of.FamilyName, of.Groups = p.Email, p.First, p.Last, slices.Compact(p.Groups)
	if known.Account == "" || !reflect.DeepEqual(of, known.Profile) {
		if done.Outcome == OutcomeSame {
			done.Outcome = OutcomeChanged
		}
		if !try {
			if err := r.SavePerson(ctx, done.Account, of); err != nil {
				return done, err
			}
		}
	}
	if p.Disabled && account.Name != "" && account.Disabled.IsZero() {
		done.Outcome = OutcomeDisabled
		if !try {
			return done, accounts.DisableAccount(ctx, done.Account)
		}
	}
	return done, nil
}
