package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/state"
)

type idpPersonCommand struct {
	keyFolder         `embed:""`
	Name              string   `arg:"" help:"Name of the account; ringside user add and ringside idp import make them."`
	Email             string   `help:"E-mail address, capital letters and all."`
	GivenName         string   `help:"Given name."`
	MiddleName        string   `help:"Middle name."`
	FamilyName        string   `help:"Family name."`
	DisplayName       string   `help:"Name to show; given and family name unless told."`
	PreferredUsername string   `help:"Name that the person prefers; the one to show unless told."`
	Group             []string `help:"Group that the person is in, in place of those before. May be repeated."`
}

// Run says who that is; what is not told stays.
func (c *idpPersonCommand) Run(s *session) error {
	return c.with(s, "describe_user", c.Name, func(db *state.DB) error {
		if _, err := db.Account(s.ctx, c.Name); err != nil {
			return err
		}
		r := idp.Register{Store: db}
		known, err := r.Person(s.ctx, c.Name)
		if err != nil && !errors.Is(err, state.ErrNoAccount) {
			return err
		}
		of := known.Profile
		of.Email, of.GivenName = cmp.Or(c.Email, of.Email), cmp.Or(c.GivenName, of.GivenName)
		of.MiddleName, of.FamilyName = cmp.Or(c.MiddleName, of.MiddleName), cmp.Or(c.FamilyName, of.FamilyName)
		of.DisplayName, of.PreferredUsername = cmp.Or(c.DisplayName, of.DisplayName), cmp.Or(c.PreferredUsername, of.PreferredUsername)
		if len(c.Group) > 0 {
			of.Groups = c.Group
		}
		return r.SavePerson(s.ctx, c.Name, of)
	})
}

type idpPeopleCommand struct {
	keyFolder `embed:""`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// ownerBody is one owner of an account.
type ownerBody struct {
	Account     string `json:"account"`
	Disabled    bool   `json:"disabled"`
	Provisioned bool   `json:"provisioned"` // a directory has made the account by SCIM
	idp.Profile
}

// Run lists.
func (c *idpPeopleCommand) Run(s *session) error {
	return c.look(s.ctx, func(r idp.Register) error {
		all, err := r.Store.People(s.ctx)
		if err != nil {
			return err
		}
		g, bodies := grid{header: []string{"account", "email", "given_name", "family_name", "groups", "state", "provisioned"}}, []ownerBody{}
		for _, one := range all {
			p, err := r.Person(s.ctx, one.Account)
			if err != nil {
				return err
			}
			is := "active"
			if one.Disabled {
				is = "disabled"
			}
			p.Groups = p.AllGroups()
			bodies = append(bodies, ownerBody{one.Account, one.Disabled, one.Provisioned, p.Profile})
			g.rows = append(g.rows, []string{
				one.Account, p.Email, p.GivenName, p.FamilyName, strings.Join(p.Groups, " | "), is, strconv.FormatBool(one.Provisioned),
			})
		}
		return g.write(s.stdout, c.Format, bodies)
	})
}

type idpImportCommand struct {
	keyFolder `embed:""`
	File      string `arg:"" type:"existingfile" help:"CSV with a header (username, email, givenName, familyName, groups parted by ;, active), or a SCIM list."`
	PublicURL string `name:"public-url" env:"RINGSIDE_PUBLIC_URL" placeholder:"URL" help:"Address of Ringside as browsers see it, for the links of new accounts."`
	DryRun    bool   `help:"Say what would be done, and do nothing."`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// importedBody is what became of one person.
type importedBody struct {
	Account string `json:"account"`
	Outcome string `json:"outcome"` // new, changed, disabled, same, or why not
	Link    string `json:"link"`    // one-time, of a new account
}

// Run imports. People who are not in the file stay as they are. Exit code 3: somebody could not be taken.
func (c *idpImportCommand) Run(s *session) error {
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	people, err := roster.ReadPeople(file)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	g, bodies, left := grid{header: []string{"account", "outcome", "link"}}, []importedBody{}, false
	take := func(db *state.DB) error {
		for _, p := range people {
			one, err := c.take(s, db, p)
			if errors.Is(err, state.ErrAccountName) {
				one.Outcome, left = err.Error(), true
			} else if err != nil {
				return err
			}
			bodies = append(bodies, one)
			g.rows = append(g.rows, []string{one.Account, one.Outcome, one.Link})
		}
		return nil
	}
	if c.DryRun {
		err = c.look(s.ctx, func(r idp.Register) error { return take(r.Store.(*state.DB)) })
	} else {
		err = c.with(s, "import_users", fmt.Sprintf("%d people", len(people)), take)
	}
	if err == nil {
		err = g.write(s.stdout, c.Format, bodies)
	}
	if err == nil && left {
		return exitError{code: exitIncomplete}
	}
	return err
}

// take makes one person's account and profile what the file says.
func (c *idpImportCommand) take(s *session, db *state.DB, p roster.Person) (importedBody, error) {
	body := importedBody{Account: strings.ToLower(cmp.Or(p.UserName, p.Email)), Outcome: "same"}
	register := idp.Register{Store: db}
	account, err := db.Account(s.ctx, body.Account)
	if errors.Is(err, state.ErrNoAccount) {
		if p.Disabled {
			return body, nil
		}
		body.Outcome, err = "new", state.CheckAccountName(body.Account)
		if err == nil && !c.DryRun {
			var token string
			if token, err = db.CreateAccount(s.ctx, body.Account, ""); err == nil {
				body.Link = strings.TrimRight(c.PublicURL, "/") + signin.LinkPath(token)
			}
		}
	}
	if err != nil {
		return body, err
	}
	slices.Sort(p.Groups)
	known, err := register.Person(s.ctx, body.Account)
	if err != nil && !errors.Is(err, state.ErrNoAccount) {
		return body, err
	}
	of := known.Profile
	of.Email, of.GivenName, of.FamilyName, of.Groups = p.Email, p.First, p.Last, slices.Compact(p.Groups)
	if known.Account == "" || !reflect.DeepEqual(of, known.Profile) {
		if body.Outcome == "same" {
			body.Outcome = "changed"
		}
		if !c.DryRun {
			if err := register.SavePerson(s.ctx, body.Account, of); err != nil {
				return body, err
			}
		}
	}
	if p.Disabled && account.Name != "" && account.Disabled.IsZero() {
		body.Outcome = "disabled"
		if !c.DryRun {
			return body, db.DisableAccount(s.ctx, body.Account)
		}
	}
	return body, nil
}
