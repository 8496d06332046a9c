package idp

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sso/setup"
)

// Connect is what an application for Amazon Connect is derived from.
type Connect struct {
	Instance string `json:"instance"`                   // ARN
	Role     string `json:"role"`                       // its name in IAM, with its path if it has one: contact-centre/ConnectFederation
	Provider string `json:"provider"`                   // name of the SAML provider in IAM
	Login    string `json:"login"`                      // variable that is the login in Amazon Connect: email or subject
	Landing  string `json:"landing"`                    // admin, ccp, chat, workspace, or the https address of a page
	SignIn   string `json:"sign_in_endpoint,omitempty"` // GlobalSignInEndpoint of a replicated instance; empty where it is in one Region
}

// usual is what most have where nothing else is said.
func (c Connect) usual() Connect {
	c.Login, c.Landing = cmp.Or(c.Login, "email"), cmp.Or(c.Landing, "admin")
	return c
}

// place is the Region of the instance, and how its id begins; empty of an ARN that is none.
func (c Connect) place() (region, id string) {
	parts := strings.Split(c.Instance, ":")
	if len(parts) != 6 {
		return "", ""
	}
	id, _, _ = strings.Cut(strings.TrimPrefix(parts[5], "instance/"), "-")
	return parts[3], id
}

// forConnect is the application that lets people in to an instance of Amazon Connect. Its mappings are the three rows of AWS's own
// walk-through ("Configure SAML with IAM for Amazon Connect", Amazon Connect Administrator Guide).
func forConnect(id, name string, c Connect) (Application, error) {
	if c.Login != "email" && c.Login != "subject" {
		return Application{}, fmt.Errorf("the login is email or subject, not %q", c.Login)
	}
	on, err := setup.SignOnOf(setup.Entry{Instance: c.Instance, Role: c.Role, Provider: c.Provider, Landing: c.Landing, SignIn: c.SignIn})
	if err != nil {
		return Application{}, err
	}
	login := "${user:" + c.Login + "}"
	return Application{
		ID: id, Name: name, EntityID: on.Audience, Consumers: []saml.Consumer{{Address: on.Recipient, Index: 1}}, RelayState: on.RelayState,
		Mappings: []Mapping{
			{Subject, login, "persistent"},
			{awsAttributes + "RoleSessionName", login, "unspecified"},
			{awsAttributes + "Role", on.Role + "," + on.Provider, "unspecified"},
		},
		Connect: &c,
	}, nil
}

// Derive derives an application for Amazon Connect anew. Mappings that people have changed or added stay.
func (a *Application) Derive(c Connect) error {
	if a.Connect == nil {
		return errors.New("the application is not for Amazon Connect")
	}
	before, err := forConnect(a.ID, a.Name, *a.Connect)
	if err != nil {
		return err
	}
	after, err := forConnect(a.ID, a.Name, c)
	if err != nil {
		return err
	}
	a.Mappings = slices.Clone(a.Mappings)
	for i, m := range a.Mappings {
		if at := slices.Index(before.Mappings, m); at >= 0 {
			a.Mappings[i] = after.Mappings[at]
		}
	}
	a.EntityID, a.Consumers, a.RelayState, a.Connect = after.EntityID, after.Consumers, after.RelayState, &c
	return nil
}
