package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

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
	return c.withRegister(s, "describe_user", c.Name, func(r idp.Register) error {
		if _, err := r.Store.(*state.DB).Account(s.ctx, c.Name); err != nil {
			return err
		}
		if err := r.CheckGroups(s.ctx, c.Group); err != nil {
			return err
		}
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
		strange, err := (idp.Register{Store: db}).Strange(s.ctx, idp.GroupsOf(people))
		if err != nil {
			return err
		}
		if len(strange) > 0 {
			fmt.Fprintf(s.stderr, "groups that are new: %s\n", strings.Join(strange, ", "))
		}
		for _, p := range people {
			done, err := (idp.Register{Store: db}).BringIn(s.ctx, db, p, c.DryRun)
			if err != nil {
				return err
			}
			left = left || !done.Taken()
			one := importedBody{Account: done.Account, Outcome: done.Outcome}
			if done.Token != "" {
				one.Link = strings.TrimRight(c.PublicURL, "/") + signin.LinkPath(done.Token)
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

type idpLinkCommand struct {
	keyFolder `embed:""`
	Name      []string `arg:"" optional:"" help:"Names of the accounts; all that nobody has set up yet, and for which no link is out, unless given."`
	PublicURL string   `name:"public-url" env:"RINGSIDE_PUBLIC_URL" placeholder:"URL" help:"Address of Ringside as browsers see it: what serve has."`
	Format    string   `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// Help is shown by ringside idp link --help.
func (c *idpLinkCommand) Help() string {
	return `Accounts that a directory provisions by SCIM have no way in until a link sets them up. A link counts once, for a day; one that is
made for an account in use takes password and codes away. Accounts with a role, or that are disabled, get theirs by ringside user reset.`
}

// linkBody is a one-time link, and to whom it goes.
type linkBody struct {
	Account string `json:"account"`
	Email   string `json:"email"`
	Link    string `json:"link"`
}

// Run makes links. What was made before an error is printed: a link cannot be had again.
func (c *idpLinkCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	names := c.Name
	if len(names) == 0 {
		if names, err = c.waiting(s, db); err != nil {
			return err
		}
	}
	g, bodies := grid{header: []string{"account", "email", "link"}}, []linkBody{}
	for _, name := range names {
		var token string
		if token, err = db.InviteAccount(s.ctx, name); err == nil {
			err = audited(s, db, "reset_user", name)
		}
		if err != nil {
			err = fmt.Errorf("%w; accounts that are disabled or have a role get a link by ringside user reset", err)
			break
		}
		one := linkBody{Account: name, Link: strings.TrimRight(c.PublicURL, "/") + signin.LinkPath(token)}
		if known, err := (idp.Register{Store: db}).Person(s.ctx, name); err == nil {
			one.Email = known.Email
		}
		bodies = append(bodies, one)
		g.rows = append(g.rows, []string{one.Account, one.Email, one.Link})
	}
	return errors.Join(g.write(s.stdout, c.Format, bodies), err)
}

// waiting are the accounts that nobody has set up, and for which no link is out.
func (c *idpLinkCommand) waiting(s *session, db *state.DB) (names []string, err error) {
	accounts, err := db.Accounts(s.ctx)
	for _, a := range accounts {
		if a.Role == "" && a.Password == "" && a.Disabled.IsZero() && a.LinkUntil.Before(time.Now()) {
			names = append(names, a.Name)
		}
	}
	return names, err
}
