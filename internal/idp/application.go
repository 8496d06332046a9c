package idp

import (
	"cmp"
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
		bad(names[m.Name] && m.Name != transitiveTags, "the mapping %s is there twice", m.Name)
		names[m.Name] = true
	}
	bad(!names[Subject], "there is no mapping %s, without which nobody has a name", Subject)
	if a.aws() {
		wrong = append(wrong, a.checkForAWS())
	}
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

// Map sets mappings, in place of those of the same names; what belongs to AWS may be given without what all of AWS's names begin with. A
// Subject without a format keeps the one it has.
func (a *Application) Map(mappings []Mapping) {
	for i, m := range mappings {
		if a.aws() {
			mappings[i].Name = awsName(m.Name)
		}
		if m.Name == Subject {
			mappings[i].Format = cmp.Or(m.Format, a.mapping(Subject).Format)
		}
	}
	kept := slices.Clone(a.Mappings)
	for _, m := range mappings {
		at := slices.IndexFunc(kept, func(k Mapping) bool { return k.Name == m.Name })
		if at >= 0 && m.Name != transitiveTags {
			kept[at] = m
			continue
		}
		kept = append(kept, m)
	}
	a.Mappings = kept
}

// Unmap drops mappings by their names. The error says which is not there.
func (a *Application) Unmap(names []string) error {
	for _, name := range names {
		if a.aws() {
			name = awsName(name)
		}
		before := len(a.Mappings)
		a.Mappings = slices.DeleteFunc(slices.Clone(a.Mappings), func(m Mapping) bool { return m.Name == name })
		if len(a.Mappings) == before {
			return fmt.Errorf("there is no mapping %s", name)
		}
	}
	return nil
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
