package main

import (
	"cmp"
	"fmt"
	"os"
	"time"

	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/state"
)

// idpMapped is what an application is told of people.
type idpMapped struct {
	Map       []string `sep:"none" placeholder:"NAME=VALUE" help:"What it is told of people: Subject for the NameID, other names for attributes. VALUE is text with variables such as $${user:email}. Amazon Connect's may be given without their address: SessionDuration, PrincipalTag:team. May be repeated."`
	MapFormat []string `sep:"none" placeholder:"NAME=FORMAT" help:"Format of an attribute that --map names: unspecified, basic or uri; of Subject persistent, transient, emailAddress or unspecified. May be repeated."`
}

func (c idpMapped) mappings() ([]idp.Mapping, error) {
	all, err := idp.ReadMappings(c.Map, c.MapFormat)
	if err != nil {
		return nil, exitError{exitUsage, "--map: " + err.Error()}
	}
	return all, nil
}

type idpConnectCommand struct {
	keyFolder `embed:""`
	idpMapped `embed:""`
	ID        string        `arg:"" optional:"" help:"Id of the application, in addresses; made of the instance unless given."`
	Instance  string        `required:"" placeholder:"ARN" help:"The Amazon Connect instance."`
	Role      string        `required:"" help:"Name of the role in IAM that people are given, with its path if it has one."`
	Provider  string        `required:"" help:"Name of the SAML provider in IAM."`
	Name      string        `help:"Name on its tile; Amazon Connect unless given."`
	Login     string        `default:"email" enum:"email,subject" help:"What the login in Amazon Connect is: email, or subject, the name of the account."`
	Landing   string        `default:"admin" help:"Where people land: admin, ccp, chat, workspace, or the https address of a page of yours."`
	Session   time.Duration `help:"After how long the sign-in ends, such as 8h (SessionNotOnOrAfter). Amazon Connect's own session lasts 12 hours whatever it is."`

	GlobalSignIn string `name:"global-sign-in" placeholder:"URL" help:"Of an instance that is replicated to another Region (Global Resiliency): its GlobalSignInEndpoint, which ringside sso plan tells."`
}

// Run adds, and prints the id.
func (c *idpConnectCommand) Run(s *session) error {
	more, err := c.mappings()
	if err != nil {
		return err
	}
	return c.adding(s, func(r idp.Register) (idp.Application, error) {
		a, err := r.AddConnect(s.ctx, c.ID, c.Name, idp.Connect{
			Instance: c.Instance, Role: c.Role, Provider: c.Provider, Login: c.Login, Landing: c.Landing, SignIn: c.GlobalSignIn,
		}, func(a *idp.Application) { a.Session = c.Session; a.Map(more) })
		if err == nil && c.ID == "" {
			_, err = fmt.Fprintln(s.stdout, a.ID)
		}
		return a, err
	})
}

// adding adds an application, whose id is known afterwards.
func (k keyFolder) adding(s *session, add func(r idp.Register) (idp.Application, error)) (err error) {
	return k.withState(s, func(db *state.DB) error {
		a, err := add(idp.Register{Store: db, Now: time.Now})
		if err != nil {
			return err
		}
		return audited(s, db, "add_application", a.ID)
	})
}

type idpAddCommand struct {
	keyFolder    `embed:""`
	idpMapped    `embed:""`
	idpDescribed `embed:""`
	ID           string        `arg:"" optional:"" help:"Id of the application, in addresses; made of its entityID unless given."`
	Name         string        `required:"" help:"Name on its tile."`
	Subject      string        `default:"persistent" enum:"persistent,transient,emailAddress,unspecified" help:"Format of the NameID. Without a mapping of Subject a persistent one is a name that this application alone knows."`
	RelayState   string        `help:"What it is given when people come from the portal."`
	Session      time.Duration `help:"After how long it has to ask again, such as 8h (SessionNotOnOrAfter)."`
}

// Run adds.
func (c *idpAddCommand) Run(s *session) error {
	a := idp.Application{ID: c.ID, Name: c.Name, RelayState: c.RelayState, Session: c.Session, Mappings: []idp.Mapping{idp.NewSubject(c.Subject)}}
	if err := c.describe(&a); err != nil {
		return err
	}
	more, err := c.mappings()
	if err != nil {
		return err
	}
	a.Map(more)
	return c.adding(s, func(r idp.Register) (idp.Application, error) {
		added, err := r.Add(s.ctx, a)
		if err == nil && c.ID == "" {
			_, err = fmt.Fprintln(s.stdout, added.ID)
		}
		return added, err
	})
}

// idpDescribed is what an application's own side says of it.
type idpDescribed struct {
	SPMetadata string `name:"sp-metadata" type:"existingfile" placeholder:"FILE" help:"Metadata of the service provider: its entityID, where answers are sent, its keys, its single logout."`
	EntityID   string `name:"entity-id" help:"Without metadata: its entityID."`
	ACS        string `name:"acs" placeholder:"URL" help:"Without metadata: the address to which answers are sent."`
	Plain      bool   `help:"Do not encrypt what it is told, although its metadata has a key for that."`
}

// describe takes all of it over.
func (c idpDescribed) describe(a *idp.Application) error {
	switch {
	case (c.SPMetadata == "") == (c.EntityID == "" && c.ACS == ""):
		return exitError{exitUsage, "say what the application is: --sp-metadata FILE, or --entity-id and --acs"}
	case c.SPMetadata == "":
		a.Reach(c.EntityID, c.ACS)
		return nil
	}
	text, err := os.ReadFile(c.SPMetadata)
	if err == nil {
		err = a.Describe(text, c.Plain)
	}
	if err != nil {
		return fmt.Errorf("--sp-metadata %s: %w", c.SPMetadata, err)
	}
	return nil
}

type idpRenewCommand struct {
	idpNamed   `embed:""`
	SPMetadata string `required:"" name:"sp-metadata" type:"existingfile" placeholder:"FILE" help:"Metadata of the service provider as they are now."`
	Plain      bool   `help:"Do not encrypt what it is told, although its metadata has a key for that."`
}

// Run takes the metadata over. Who may sign in, what is told of them and our keys stay.
func (c *idpRenewCommand) Run(s *session) error {
	text, err := os.ReadFile(c.SPMetadata)
	if err != nil {
		return fmt.Errorf("--sp-metadata: %w", err)
	}
	return c.withRegister(s, "renew_application", c.ID, func(r idp.Register) error {
		if err := r.Renew(s.ctx, c.ID, text, c.Plain); err != nil {
			return fmt.Errorf("--sp-metadata %s: %w", c.SPMetadata, err)
		}
		return nil
	})
}

type idpChangeCommand struct {
	idpNamed     `embed:""`
	idpMapped    `embed:""`
	Unmap        []string       `sep:"none" placeholder:"NAME" help:"Attribute that it is told no more. May be repeated."`
	Name         string         `help:"Name on its tile."`
	Session      *time.Duration `help:"After how long it has to ask again, such as 8h (SessionNotOnOrAfter); 0s leaves that to it."`
	RelayState   *string        `help:"What it is given when people come from the portal; not of Amazon Connect's, where --landing says that."`
	Instance     string         `placeholder:"ARN" help:"Of one for Amazon Connect, as the rest: the instance."`
	Role         string         `help:"Name of the role in IAM."`
	Provider     string         `help:"Name of the SAML provider in IAM."`
	Login        string         `default:"" enum:",email,subject" help:"What the login in Amazon Connect is: email, or subject, the name of the account."`
	Landing      string         `help:"Where people land: admin, ccp, chat, workspace, or the https address of a page of yours."`
	GlobalSignIn *string        `name:"global-sign-in" placeholder:"URL" help:"GlobalSignInEndpoint of a replicated instance; empty: it is in one Region."`
}

// Run changes. What is not told stays.
func (c *idpChangeCommand) Run(s *session) error {
	more, err := c.mappings()
	if err != nil {
		return err
	}
	return c.withRegister(s, "change_application", c.ID, func(r idp.Register) error {
		a, err := r.Application(s.ctx, c.ID)
		if err != nil {
			return err
		}
		if err := c.derive(&a); err != nil {
			return err
		}
		a.Name = cmp.Or(c.Name, a.Name)
		if c.Session != nil {
			a.Session = *c.Session
		}
		if c.RelayState != nil {
			if a.Connect != nil {
				return exitError{exitUsage, "an application for Amazon Connect has the relay state of its --landing"}
			}
			a.RelayState = *c.RelayState
		}
		if err := a.Unmap(c.Unmap); err != nil {
			return err
		}
		a.Map(more)
		return r.Change(s.ctx, a)
	})
}

// derive derives one for Amazon Connect anew, where something of that is told.
func (c *idpChangeCommand) derive(a *idp.Application) error {
	if c.Instance+c.Role+c.Provider+c.Login+c.Landing == "" && c.GlobalSignIn == nil {
		return nil
	}
	var of idp.Connect
	if a.Connect != nil {
		of = *a.Connect
	}
	of.Instance, of.Role, of.Provider = cmp.Or(c.Instance, of.Instance), cmp.Or(c.Role, of.Role), cmp.Or(c.Provider, of.Provider)
	of.Login, of.Landing = cmp.Or(c.Login, of.Login), cmp.Or(c.Landing, of.Landing)
	if c.GlobalSignIn != nil {
		of.SignIn = *c.GlobalSignIn
	}
	return a.Derive(of)
}
