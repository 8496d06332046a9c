package idp

import (
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/state"
)

// Application is a service provider that takes our word for who somebody is.
type Application struct {
	ID         string            `json:"-"`                      // in addresses
	Issuer     string            `json:"issuer"`                 // our entityID towards it: a URN, so that Ringside may move
	Name       string            `json:"name"`                   // on the tile
	EntityID   string            `json:"entity_id"`              // its own
	Consumers  []saml.Consumer   `json:"consumers"`              // where answers may be sent, the default one first
	Logout     saml.SingleLogout `json:"single_logout,omitzero"` // where it wants to be told that somebody signs out; zero: nowhere
	RelayState string            `json:"relay_state,omitempty"`
	Mappings   []Mapping         `json:"mappings"`
	Signed     bool              `json:"signed_requests,omitempty"` // requests have to be signed, by one of
	Keys       []string          `json:"certificates,omitempty"`    // PEM
	Encryption string            `json:"encryption,omitempty"`      // PEM of the certificate that assertions are encrypted for; empty: they are not
	Session    time.Duration     `json:"session_ns,omitempty"`      // after which it has to ask again; 0 leaves that to it
	Users      []string          `json:"users,omitempty"`           // names of accounts that may sign in to it
	Groups     []string          `json:"groups,omitempty"`          // names of groups that may
	Connect    *Connect          `json:"amazon_connect,omitempty"`  // what it was derived from
	Disabled   bool              `json:"disabled,omitempty"`
}

// Connect is what an application for Amazon Connect is derived from.
type Connect struct {
	Instance string `json:"instance"`                   // ARN
	Role     string `json:"role"`                       // its name in IAM, with its path if it has one: contact-centre/ConnectFederation
	Provider string `json:"provider"`                   // name of the SAML provider in IAM
	Login    string `json:"login"`                      // variable that is the login in Amazon Connect: email or subject
	Landing  string `json:"landing"`                    // admin, ccp, chat, workspace, or the https address of a page
	SignIn   string `json:"sign_in_endpoint,omitempty"` // GlobalSignInEndpoint of a replicated instance; empty where it is in one Region
}

// awsAttributes begins the names of AWS's attributes; capital letters count ("Configure SAML assertions for the authentication response",
// IAM User Guide).
const awsAttributes = "https://aws.amazon.com/SAML/Attributes/"

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

// applicationOf reads what is kept of an application.
func applicationOf(kept state.Application) (Application, error) {
	a := Application{ID: kept.ID}
	if err := json.Unmarshal([]byte(kept.Definition), &a); err != nil {
		return Application{}, fmt.Errorf("read application %s: %w", kept.ID, err)
	}
	return a, nil
}

// reserved are words that addresses have in the place of an application.
var (
	applicationID = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$`)
	reserved      = []string{"continue", "leave"}
)

// check reports everything that is wrong with an application, before it is kept.
func (a Application) check() error {
	var wrong []error
	bad := func(is bool, format string, args ...any) {
		if is {
			wrong = append(wrong, fmt.Errorf(format, args...))
		}
	}
	bad(!applicationID.MatchString(a.ID) || slices.Contains(reserved, a.ID), "%q cannot be the id of an application: write a to z, digits and dashes, 40 at most", a.ID)
	bad(strings.TrimSpace(a.Name) == "", "the application has no name")
	bad(a.EntityID == "" || strings.TrimSpace(a.EntityID) != a.EntityID || len(a.EntityID) > 1024, "the entityID of the application is empty, has blanks around it, or is longer than 1,024 characters")
	bad(len(a.Consumers) == 0, "the application has no address to which answers are sent (ACS)")
	for _, c := range a.Consumers {
		address, err := url.Parse(c.Address)
		bad(err != nil || !saml.Plain(address) || address.String() != c.Address, "%q is no plain https address", c.Address)
	}
	_, err := a.Logout.Offered()
	wrong = append(wrong, err)
	names := map[string]bool{}
	for _, m := range a.Mappings {
		wrong = append(wrong, m.check())
		bad(names[m.Name], "the mapping %s is there twice", m.Name)
		names[m.Name] = true
	}
	bad(!names[Subject], "there is no mapping %s, without which nobody has a name", Subject)
	_, err = a.certificates()
	wrong = append(wrong, err)
	_, err = a.encryption()
	wrong = append(wrong, err)
	bad(a.Signed && len(a.Keys) == 0, "requests have to be signed, and there is no certificate to verify them by")
	bad(a.Session < 0 || a.Session > 24*time.Hour, "a session lasts a day at most")
	return errors.Join(wrong...)
}

// certificates are those that the application signs its requests with.
func (a Application) certificates() ([]*x509.Certificate, error) {
	var all []*x509.Certificate
	for _, text := range a.Keys {
		certificate, err := certificateOf(text)
		if err != nil {
			return nil, fmt.Errorf("a certificate of the application: %w", err)
		}
		all = append(all, certificate)
	}
	return all, nil
}

// encryption is the certificate that the application's assertions are encrypted for; nil where they are not.
func (a Application) encryption() (*x509.Certificate, error) {
	if a.Encryption == "" {
		return nil, nil
	}
	certificate, err := certificateOf(a.Encryption)
	if err != nil {
		return nil, fmt.Errorf("the certificate that is encrypted for: %w", err)
	}
	return certificate, nil
}

// leaves tells whether there is single logout for the application at all: Amazon Connect takes part in none.
func (a Application) leaves() bool { return a.Connect == nil }

// assigned tells whether a person may sign in to the application.
func (a Application) assigned(p Person) bool {
	return slices.Contains(a.Users, p.Account) || slices.ContainsFunc(p.AllGroups(), func(g string) bool { return slices.Contains(a.Groups, g) })
}

// mapping finds a mapping by its name; the zero one where there is none.
func (a Application) mapping(name string) Mapping {
	for _, m := range a.Mappings {
		if m.Name == name {
			return m
		}
	}
	return Mapping{}
}
