package access

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

// Version is that of the form of rules.
const Version = 1

// OfAttribute begins a value of a limit that stands for the person's own values of an attribute.
const OfAttribute = "attribute:"

// Rules say who may do what. They are read from a file of JSON.
type Rules struct {
	Version int `json:"version"`
	// Ask tells who has no role whom to ask: a name, an address, whatever a person can use.
	Ask   string `json:"ask,omitempty"`
	Rules []Rule `json:"rules"`
	// Addresses say where a role may be used, accounts' and tokens' too; one that is not named may be used everywhere.
	Addresses map[Role][]Network `json:"addresses,omitempty"`
}

// Rule gives a grant to whom it fits.
type Rule struct {
	Name string `json:"name,omitempty"`
	// When are values by attribute, exact: of each attribute named the person must have one. None: it fits everybody who has
	// signed in. "name_id" and "provider" are the name and the entityID that the identity provider gave.
	When map[string][]string `json:"when,omitempty"`
	// Deny keeps whom it fits from everything, whatever other rules say, and wherever it stands among them. It has no grant.
	Deny bool `json:"deny,omitempty"`
	Grant
}

// Person is who has signed in.
type Person struct {
	Provider, NameID string
	Attributes       map[string][]string
}

func (p Person) values(attribute string) []string {
	switch attribute {
	case "name_id":
		return []string{p.NameID}
	case "provider":
		return []string{p.Provider}
	}
	return p.Attributes[attribute]
}

// Parse reads rules. An error says which rule is wrong, and what is.
func Parse(text []byte) (*Rules, error) {
	var r Rules
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return nil, fmt.Errorf("%s: %w", place(text, decoder.InputOffset()), err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: there is something behind the rules", place(text, decoder.InputOffset()))
	}
	if r.Version != Version {
		return nil, fmt.Errorf("\"version\" is %d; this Ringside reads version %d", r.Version, Version)
	}
	for i := range r.Rules {
		if err := r.Rules[i].check(); err != nil {
			return nil, fmt.Errorf("rule %d %q: %w", i+1, r.Rules[i].Name, err)
		}
	}
	if err := r.checkAddresses(); err != nil {
		return nil, err
	}
	return &r, nil
}

func place(text []byte, offset int64) string {
	return fmt.Sprintf("line %d", 1+bytes.Count(text[:min(int(offset), len(text))], []byte("\n")))
}

func (r *Rule) check() error {
	for attribute, values := range r.When {
		if attribute == "" || len(values) == 0 {
			return fmt.Errorf("\"when\" has %q without values: name those that fit, or leave it out", attribute)
		}
	}
	if r.Deny {
		switch {
		case len(r.Roles)+len(r.Limits) > 0:
			return errors.New("it denies, and gives roles or limits: it can do one of both")
		case len(r.When) == 0:
			return errors.New("it denies everybody: say by \"when\" whom")
		}
		return nil
	}
	for d, values := range r.Limits {
		if slices.Contains(values, OfAttribute) {
			return fmt.Errorf("%s has %q without the attribute's name", d, OfAttribute)
		}
	}
	return r.Check()
}

// Grant is that of the first rule that fits, with the person's attributes put in; at is its number, from 1. Where none fits, the
// grant is nothing and at 0; where a rule denies it is nothing and at the number of that.
func (r *Rules) Grant(p Person) (g Grant, at int) {
	if r == nil {
		return Grant{}, 0
	}
	if at := r.Denies(p); at > 0 {
		return Grant{}, at
	}
	for i, rule := range r.Rules {
		if rule.fits(p) {
			return rule.of(p), i + 1
		}
	}
	return Grant{}, 0
}

// Denies is the number, from 1, of the first rule that keeps a person out; 0: none does.
func (r *Rules) Denies(p Person) (at int) {
	if r == nil {
		return 0
	}
	return 1 + slices.IndexFunc(r.Rules, func(rule Rule) bool { return rule.Deny && rule.fits(p) })
}

func (r *Rule) fits(p Person) bool { return len(r.misses(p)) == 0 }

// of is the rule's grant for one person. An attribute that the person does not have leaves a limit without values, by which
// nothing is seen.
func (r *Rule) of(p Person) Grant {
	g := Grant{Roles: r.Roles}
	for d, values := range r.Limits {
		own := []string{}
		for _, value := range values {
			if attribute, is := strings.CutPrefix(value, OfAttribute); is {
				own = append(own, p.values(attribute)...)
			} else {
				own = append(own, value)
			}
		}
		own = slices.DeleteFunc(own, func(value string) bool { return value == "" })
		if g.Limits == nil {
			g.Limits = map[metric.Dimension][]string{}
		}
		g.Limits[d] = own
	}
	return g
}
