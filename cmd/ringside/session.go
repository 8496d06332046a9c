package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

type sessionCommand struct {
	List   sessionListCommand   `cmd:"" help:"List who is signed in, from where and since when."`
	End    sessionEndCommand    `cmd:"" help:"End one session, or all of somebody."`
	Bar    sessionBarCommand    `cmd:"" help:"Keep somebody of an identity provider out, whatever the rules say, and end their sessions."`
	Unbar  sessionUnbarCommand  `cmd:"" help:"Let somebody sign in again."`
	Barred sessionBarredCommand `cmd:"" help:"List who is barred."`
}

// Help is shown by ringside session --help.
func (c *sessionCommand) Help() string {
	return `A server that holds the data folder ends what is open in an ended session within half a minute, and lets nobody in who is barred. Accounts of
Ringside's own are not barred but disabled: ringside user disable.`
}

type sessionListCommand struct {
	keyFolder   `embed:""`
	AccessRules string `name:"access-rules" env:"RINGSIDE_ACCESS_RULES" placeholder:"FILE" type:"path" help:"The rules, as for serve, which say the roles of identity providers' people; without them those are not told."`
	Format      string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// sessionBody is one session of the list.
type sessionBody struct {
	ID       string        `json:"id"`
	By       string        `json:"by"` // account, saml or openid
	Provider string        `json:"provider"`
	NameID   string        `json:"name_id"`
	Roles    []access.Role `json:"roles"`
	Address  string        `json:"address"` // from where they signed in; empty: not known
	Since    time.Time     `json:"since"`
	LastSeen time.Time     `json:"last_seen"` // to the minute
	Ends     time.Time     `json:"ends"`      // at the latest
}

// Run lists.
func (c *sessionListCommand) Run(s *session) (err error) {
	var rules *access.Rules
	if c.AccessRules != "" {
		text, err := os.ReadFile(c.AccessRules)
		if err != nil {
			return fmt.Errorf("--access-rules: %w", err)
		}
		if rules, err = access.Parse(text); err != nil {
			return fmt.Errorf("access rules %s: %w", c.AccessRules, err)
		}
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	all, err := db.AllSignedIn(s.ctx)
	if err != nil {
		return err
	}
	g, bodies := grid{header: []string{"id", "by", "provider", "name_id", "roles", "address", "since", "last_seen", "ends"}}, []sessionBody{}
	for _, one := range all {
		roles := []access.Role{}
		if one.Provider == state.Local {
			if account, err := db.Account(s.ctx, one.NameID); err == nil && account.Role != "" {
				roles = append(roles, access.Role(account.Role))
			}
		} else if grant, _ := rules.Grant(access.Person{Provider: one.Provider, NameID: one.NameID, Attributes: one.Attributes}); grant.Roles != nil {
			roles = grant.Roles
		}
		bodies = append(bodies, sessionBody{one.ID, signin.By(one), one.Provider, one.NameID, roles, one.Address, one.Created, one.Used, one.Ends})
		g.rows = append(g.rows, []string{
			one.ID, signin.By(one), one.Provider, one.NameID, roleText(roles), one.Address, momentText(one.Created), momentText(one.Used), momentText(one.Ends),
		})
	}
	return g.write(s.stdout, c.Format, bodies)
}

// personFlags name somebody as a provider knows them.
type personFlags struct {
	Provider string `default:"local" help:"entityID or issuer of the identity provider, as ringside session list shows it; local: an account of Ringside's own."`
	NameID   string `name:"name-id" help:"The exact name, as the list shows it."`
}

type sessionEndCommand struct {
	keyFolder   `embed:""`
	personFlags `embed:""`
	ID          string `arg:"" optional:"" help:"Id of the session, from the list; or name whose by --name-id."`
}

// Run ends.
func (c *sessionEndCommand) Run(s *session) (err error) {
	if (c.ID == "") == (c.NameID == "") {
		return exitError{exitUsage, "name a session by its id, or somebody by --name-id and --provider"}
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, by := operator()
	if c.ID != "" {
		of, err := db.EndSessionByID(s.ctx, c.ID, by)
		if err != nil {
			return fmt.Errorf("%w; ringside session list names those that there are", err)
		}
		return audited(s, db, "end_session", c.ID+" "+of.NameID)
	}
	ended, err := db.EndSessionsOfPerson(s.ctx, c.Provider, c.NameID, by)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "%d sessions were ended.\n", ended)
	return audited(s, db, "end_sessions", fmt.Sprintf("%s of %s sessions=%d", c.NameID, c.Provider, ended))
}

type sessionBarCommand struct {
	keyFolder `embed:""`
	Provider  string `arg:"" help:"entityID or issuer of the identity provider, as ringside session list shows it."`
	NameID    string `arg:"" name:"name-id" help:"The exact name, as the list shows it."`
	Note      string `help:"Why."`
}

// Run bars.
func (c *sessionBarCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, by := operator()
	barred, ended, err := db.Bar(s.ctx, state.Barred{Provider: c.Provider, NameID: c.NameID, Note: c.Note, By: by})
	if errors.Is(err, state.ErrBarAccount) {
		return exitError{exitUsage, err.Error() + ": ringside user disable"}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "Barred, id %s; %d sessions were ended.\n", barred.ID, ended)
	return audited(s, db, "bar_person", c.NameID+" of "+c.Provider)
}

type sessionUnbarCommand struct {
	keyFolder `embed:""`
	ID        string `arg:"" help:"Id from ringside session barred."`
}

// Run unbars.
func (c *sessionUnbarCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	of, err := db.Unbar(s.ctx, c.ID)
	if err != nil {
		return fmt.Errorf("%w; ringside session barred names those who are", err)
	}
	return audited(s, db, "unbar_person", of.NameID+" of "+of.Provider)
}

type sessionBarredCommand struct {
	keyFolder `embed:""`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// barredBody is one person of the list.
type barredBody struct {
	ID       string    `json:"id"`
	Provider string    `json:"provider"`
	NameID   string    `json:"name_id"`
	Note     string    `json:"note"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

// Run lists.
func (c *sessionBarredCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	all, err := db.BarredPeople(s.ctx)
	if err != nil {
		return err
	}
	g, bodies := grid{header: []string{"id", "provider", "name_id", "note", "by", "at"}}, []barredBody{}
	for _, b := range all {
		bodies = append(bodies, barredBody(b))
		g.rows = append(g.rows, []string{b.ID, b.Provider, b.NameID, b.Note, b.By, momentText(b.At)})
	}
	return g.write(s.stdout, c.Format, bodies)
}
