package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

type idpCommand struct {
	List     idpListCommand     `cmd:"" help:"List the applications."`
	Connect  idpConnectCommand  `cmd:"" help:"Add an application for an instance of Amazon Connect: the ARN, the role's and the provider's name are enough."`
	Add      idpAddCommand      `cmd:"" help:"Add another application: a service provider of SAML, by its metadata."`
	Change   idpChangeCommand   `cmd:"" help:"Change an application: its name, what it is told of people, for how long, what it was derived from."`
	Renew    idpRenewCommand    `cmd:"" help:"Take over an application's metadata when they have changed: its keys, its addresses."`
	Assign   idpAssignCommand   `cmd:"" help:"Say which accounts and groups may sign in to an application."`
	Disable  idpDisableCommand  `cmd:"" help:"Let nobody sign in to an application for now."`
	Enable   idpEnableCommand   `cmd:"" help:"Let people sign in to it again."`
	Remove   idpRemoveCommand   `cmd:"" help:"Forget an application, with its keys."`
	Metadata idpMetadataCommand `cmd:"" help:"Print the metadata that an application's side has to know, as for a SAML provider in IAM."`
	Preview  idpPreviewCommand  `cmd:"" help:"Say what an application would be told of somebody, or why not."`
	Key      idpKeyCommand      `cmd:"" help:"Change the key that an application's answers are signed with."`
	Person   idpPersonCommand   `cmd:"" help:"Say who the owner of an account is."`
	People   idpPeopleCommand   `cmd:"" help:"List who the owners of accounts are."`
	Group    idpGroupCommand    `cmd:"" help:"Groups of people, to which applications are assigned."`
	Link     idpLinkCommand     `cmd:"" help:"Make one-time links for the owners of accounts that have none, such as those that a directory has provisioned."`
	Import   idpImportCommand   `cmd:"" help:"Read people from a CSV or SCIM file: accounts are made, changed and disabled."`
}

// Help is shown by ringside idp --help.
func (c *idpCommand) Help() string {
	return `Ringside as an identity provider: serve --identity-provider signs the owners of Ringside's accounts in to Amazon Connect and to
other applications by SAML 2.0. Its keys, in the data folder, can become any user of theirs.

  ringside idp connect seoul --instance ARN --role ConnectFederation --provider Ringside
  ringside idp metadata seoul --public-url https://ringside.example.com > ringside.xml     # for the SAML provider in IAM
  ringside idp import people.csv
  ringside idp assign seoul --group agents

A change counts at once, also for a server that holds the data folder. docs/identity-provider.md has the whole way.`
}

// with opens the register for a change, which is noted in the audit log.
func (k keyFolder) withRegister(s *session, action, subject string, change func(r idp.Register) error) error {
	err := k.with(s, action, subject, func(db *state.DB) error { return change(idp.Register{Store: db, Now: time.Now}) })
	switch {
	case errors.Is(err, state.ErrNoApplication):
		return fmt.Errorf("%w; ringside idp list names those that there are", err)
	case errors.Is(err, idp.ErrNoGroup):
		return fmt.Errorf("%w; ringside idp group list names those that there are, and ringside idp group add makes one", err)
	}
	return err
}

// look opens the register to look at it.
func (k keyFolder) look(ctx context.Context, look func(r idp.Register) error) (err error) {
	db, err := k.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = look(idp.Register{Store: db, Now: time.Now})
	if errors.Is(err, state.ErrNoAccount) {
		err = fmt.Errorf("%w; ringside idp people names those who are known", err)
	}
	return err
}

type idpListCommand struct {
	keyFolder `embed:""`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// applicationBody is one application of the list.
type applicationBody struct {
	ID string `json:"id"`
	idp.Application
}

// Run lists.
func (c *idpListCommand) Run(s *session) error {
	return c.look(s.ctx, func(r idp.Register) error {
		all, err := r.Applications(s.ctx)
		if err != nil {
			return err
		}
		g, bodies := grid{header: []string{"id", "name", "entity_id", "users", "groups", "state"}}, []applicationBody{}
		for _, a := range all {
			is := "on"
			if a.Disabled {
				is = "off"
			}
			bodies = append(bodies, applicationBody{a.ID, a})
			g.rows = append(g.rows, []string{a.ID, a.Name, a.EntityID, strings.Join(a.Users, " "), strings.Join(a.Groups, " "), is})
		}
		return g.write(s.stdout, c.Format, bodies)
	})
}

// idpNamed is the application that a command is about.
type idpNamed struct {
	keyFolder `embed:""`
	ID        string `arg:"" help:"Id of the application."`
}

// change changes an application that is there.
func (c idpNamed) change(s *session, action string, change func(*idp.Application)) error {
	return c.withRegister(s, action, c.ID, func(r idp.Register) error {
		a, err := r.Application(s.ctx, c.ID)
		if err != nil {
			return err
		}
		change(&a)
		return r.Change(s.ctx, a)
	})
}

type idpAssignCommand struct {
	idpNamed `embed:""`
	User     []string `help:"Account that may sign in. May be repeated."`
	Group    []string `help:"Group whose people may. May be repeated."`
	Remove   bool     `help:"Take those away instead."`
}

// Run assigns.
func (c *idpAssignCommand) Run(s *session) error {
	if len(c.User)+len(c.Group) == 0 {
		return exitError{exitUsage, "name whom to assign: --user NAME or --group NAME"}
	}
	return c.withRegister(s, "assign_application", c.ID, func(r idp.Register) error {
		a, err := r.Application(s.ctx, c.ID)
		if err != nil {
			return err
		}
		if c.Remove {
			a.Users = slices.DeleteFunc(a.Users, func(name string) bool { return slices.Contains(c.User, name) })
			a.Groups = slices.DeleteFunc(a.Groups, func(name string) bool { return slices.Contains(c.Group, name) })
			return r.Change(s.ctx, a)
		}
		if err := r.CheckGroups(s.ctx, c.Group); err != nil {
			return err
		}
		a.Users, a.Groups = append(a.Users, c.User...), append(a.Groups, c.Group...)
		return r.Change(s.ctx, a)
	})
}

type idpDisableCommand struct {
	idpNamed `embed:""`
}

// Run disables.
func (c *idpDisableCommand) Run(s *session) error {
	return c.change(s, "disable_application", func(a *idp.Application) { a.Disabled = true })
}

type idpEnableCommand struct {
	idpNamed `embed:""`
}

// Run enables.
func (c *idpEnableCommand) Run(s *session) error {
	return c.change(s, "enable_application", func(a *idp.Application) { a.Disabled = false })
}

type idpRemoveCommand struct {
	idpNamed `embed:""`
}

// Run removes.
func (c *idpRemoveCommand) Run(s *session) error {
	return c.withRegister(s, "remove_application", c.ID, func(r idp.Register) error { return r.Store.DeleteApplication(s.ctx, c.ID) })
}

type idpMetadataCommand struct {
	idpNamed  `embed:""`
	PublicURL string `required:"" name:"public-url" env:"RINGSIDE_PUBLIC_URL" placeholder:"URL" help:"Address of Ringside as browsers see it: what serve has."`
}

// Run prints.
func (c *idpMetadataCommand) Run(s *session) error {
	return c.look(s.ctx, func(r idp.Register) error {
		a, err := r.Application(s.ctx, c.ID)
		if err != nil {
			return err
		}
		text, err := r.Metadata(s.ctx, a, strings.TrimRight(c.PublicURL, "/"))
		if err != nil {
			return err
		}
		_, err = s.stdout.Write(text)
		return err
	})
}

type idpPreviewCommand struct {
	idpNamed `embed:""`
	Person   string `arg:"" help:"Name of the account."`
	Format   string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// previewBody is one line of a preview.
type previewBody struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
	Format string   `json:"format"`
}

// Run previews. What would be refused is exit code 3.
func (c *idpPreviewCommand) Run(s *session) error {
	return c.look(s.ctx, func(r idp.Register) error {
		answer, err := r.Preview(s.ctx, c.ID, c.Person)
		if refusal, is := errors.AsType[saml.Fault](err); is {
			return exitError{exitIncomplete, "would be refused: " + refusal.Error()}
		}
		if err != nil {
			return err
		}
		bodies := []previewBody{{idp.Subject, []string{answer.NameID.Value}, answer.NameID.Format}}
		for _, a := range answer.Attributes {
			bodies = append(bodies, previewBody{a.Name, a.Values, a.Format})
		}
		g := grid{header: []string{"name", "values", "format"}}
		for _, one := range bodies {
			g.rows = append(g.rows, []string{one.Name, strings.Join(one.Values, " | "), one.Format[strings.LastIndexByte(one.Format, ':')+1:]})
		}
		return g.write(s.stdout, c.Format, bodies)
	})
}

type idpKeyCommand struct {
	List idpKeyListCommand `cmd:"" help:"List the keys of an application."`
	Next idpKeyNextCommand `cmd:"" help:"Make the next key. It is in the metadata and does not sign yet."`
	Turn idpKeyTurnCommand `cmd:"" help:"Sign with the next key from now on, when the other side has its metadata. The private key that signed until now is deleted."`
}

type idpKeyListCommand struct {
	idpNamed `embed:""`
	Format   string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// signingKeyBody is one key of the list.
type signingKeyBody struct {
	ID      string    `json:"id"`
	Stage   string    `json:"stage"`
	Serial  string    `json:"serial"`
	Created time.Time `json:"created"`
}

// Run lists.
func (c *idpKeyListCommand) Run(s *session) error {
	return c.look(s.ctx, func(r idp.Register) error {
		keys, err := r.Keys(s.ctx, c.ID)
		if err != nil {
			return err
		}
		g, bodies := grid{header: []string{"id", "stage", "serial", "created"}}, []signingKeyBody{}
		for _, key := range keys {
			serial := fmt.Sprintf("%x", key.Certificate.SerialNumber)
			bodies = append(bodies, signingKeyBody{key.ID, key.Stage, serial, key.Created.UTC()})
			g.rows = append(g.rows, []string{key.ID, key.Stage, serial, momentText(key.Created)})
		}
		return g.write(s.stdout, c.Format, bodies)
	})
}

type idpKeyNextCommand struct {
	idpNamed `embed:""`
}

// Run makes a key.
func (c *idpKeyNextCommand) Run(s *session) error {
	return c.withRegister(s, "add_signing_key", c.ID, func(r idp.Register) error { return r.NextKey(s.ctx, c.ID) })
}

type idpKeyTurnCommand struct {
	idpNamed `embed:""`
}

// Run turns.
func (c *idpKeyTurnCommand) Run(s *session) error {
	return c.withRegister(s, "turn_signing_key", c.ID, func(r idp.Register) error { return r.Turn(s.ctx, c.ID) })
}
