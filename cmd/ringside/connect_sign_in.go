package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/sso/wizard"
)

// newConnectSignIn is who sets sign-in to Amazon Connect up for the page, with the credentials that the AWS command line would find.
func (o serveOptions) newConnectSignIn(f *folder) *wizard.Wizard {
	with := wizard.Options{Dial: dialAWS, Logger: o.log.With("component", "connect_sign_in"), Now: o.clock.Now}
	public := strings.TrimRight(o.signIn.PublicURL, "/")
	if o.demo { // it is an identity provider, too
		with.Dial, public = dialSimulated(o.simulated), o.address
	}
	if o.signIn.IdentityProvider || o.demo {
		register := idp.Register{Store: f.state, Now: time.Now}
		with.People, with.Try = register.Roster, register.Try
		with.Own = func(ctx context.Context) ([]wizard.Own, error) {
			return ownApplications(ctx, register, public)
		}
	}
	return wizard.New(with)
}

// dialAWS is a wizard.Dial.
func dialAWS(ctx context.Context, region string) (setup.Clients, error) {
	var c setup.Clients
	if err := c.Dial(ctx, amazonconnect.Access{Region: region}); err != nil {
		return c, err
	}
	return c, c.DialCentre(ctx, "", region)
}

// dialSimulated asks the simulated accounts of a demo.
func dialSimulated(accounts []*simulatedAWS) wizard.Dial {
	return func(ctx context.Context, region string) (setup.Clients, error) {
		for _, a := range accounts {
			if a.access.Region == region {
				c, err := a.clients(ctx)
				return *c, err
			}
		}
		return setup.Clients{}, fmt.Errorf("the demo has no AWS account in %q: take an instance of its own", region)
	}
}

// ownApplications are those for Amazon Connect of the identity provider that we ship.
func ownApplications(ctx context.Context, register idp.Register, public string) ([]wizard.Own, error) {
	all, err := register.Applications(ctx)
	if err != nil {
		return nil, err
	}
	var own []wizard.Own
	for _, a := range all {
		if a.Connect == nil || a.Disabled {
			continue
		}
		metadata, err := register.Metadata(ctx, a, public)
		if err != nil {
			return nil, err
		}
		login := setup.LoginEmail
		if a.Connect.Login == "subject" {
			login = setup.LoginUserName
		}
		own = append(own, wizard.Own{
			ID: a.ID, Name: a.Name, Instance: a.Connect.Instance, Role: a.Connect.Role, Provider: a.Connect.Provider, Login: login,
			Landing: a.Connect.Landing, Metadata: string(metadata),
		})
	}
	return own, nil
}
