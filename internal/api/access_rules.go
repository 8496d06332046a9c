package api

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
)

// People tells who is signed in by an identity provider.
type People interface {
	SignedIn(ctx context.Context) ([]state.Session, error)
}

var _ People = (*state.DB)(nil)

// AccessRules are the rules as they hold. They are a file: nothing here changes them.
type AccessRules struct {
	Given     bool                     `json:"given" doc:"There is a file of rules"`
	Ask       string                   `json:"ask" doc:"Whom people without a role are told to ask"`
	Rules     []AccessRule             `json:"rules" doc:"The first that fits decides, after those that deny"`
	Addresses map[access.Role][]string `json:"addresses" doc:"Networks from which a role may be used; a role that is not here may be used everywhere"`
	May       map[access.Role][]string `json:"may" doc:"What each role includes"`
}

// AccessRule gives roles and limits to whom it fits.
type AccessRule struct {
	Number int                           `json:"number" doc:"From 1"`
	Name   string                        `json:"name"`
	When   map[string][]string           `json:"when" doc:"Of each attribute one of the values; none: it fits everybody"`
	Roles  []access.Role                 `json:"roles"`
	Limits map[metric.Dimension][]string `json:"limits" doc:"attribute:NAME stands for the person's own values"`
	Denies bool                          `json:"denies" doc:"It keeps whom it fits out, whatever other rules say; it gives nothing"`
}

// accessRules answers GET /access/rules.
func (s *server) accessRules(_ context.Context, _ *none) (AccessRules, error) {
	answer := AccessRules{Rules: []AccessRule{}, Addresses: map[access.Role][]string{}, May: map[access.Role][]string{}}
	for _, role := range access.Roles() {
		answer.May[role] = access.Grant{Roles: []access.Role{role}}.Permissions()
	}
	rules := s.rules()
	if rules == nil {
		return answer, nil
	}
	answer.Given, answer.Ask = true, rules.Ask
	for i, rule := range rules.Rules {
		answer.Rules = append(answer.Rules, AccessRule{
			Number: i + 1, Name: rule.Name, When: orEmpty(rule.When), Roles: append([]access.Role{}, rule.Roles...), Limits: orEmpty(rule.Limits), Denies: rule.Deny,
		})
	}
	for role, networks := range rules.Addresses {
		for _, network := range networks {
			answer.Addresses[role] = append(answer.Addresses[role], network.String())
		}
	}
	return answer, nil
}

func (s *server) rules() *access.Rules {
	if s.Rules == nil {
		return nil
	}
	return s.Rules()
}

func orEmpty[K comparable](m map[K][]string) map[K][]string {
	if m == nil {
		return map[K][]string{}
	}
	return m
}

// SignedInPerson is what an identity provider said of somebody when they last signed in.
type SignedInPerson struct {
	Provider   string              `json:"provider" doc:"entityID or issuer of the identity provider"`
	NameID     string              `json:"name_id"`
	SignedIn   time.Time           `json:"signed_in"`
	Attributes map[string][]string `json:"attributes"`
}

// SignedInList are those who are signed in, whoever came last first.
type SignedInList struct {
	People []SignedInPerson `json:"people"`
}

// signedIn answers GET /access/people.
func (s *server) signedIn(ctx context.Context, _ *none) (SignedInList, error) {
	list := SignedInList{People: []SignedInPerson{}}
	if s.People == nil {
		return list, nil
	}
	sessions, err := s.People.SignedIn(ctx)
	if err != nil {
		return list, err
	}
	seen := map[[2]string]bool{}
	for _, session := range sessions {
		if key := [2]string{session.Provider, session.NameID}; !seen[key] { // the newest of each
			seen[key] = true
			list.People = append(list.People, SignedInPerson{session.Provider, session.NameID, session.Created, orEmpty(session.Attributes)})
		}
	}
	return list, nil
}

// previewInput is the body of POST /access/preview.
type previewInput struct {
	Body struct {
		Attributes map[string][]string `json:"attributes,omitempty" doc:"What the identity provider says of the person, by name"`
		NameID     string              `json:"name_id,omitempty" maxLength:"1024"`
		Provider   string              `json:"provider,omitempty" maxLength:"1024" doc:"Its entityID or issuer"`
		Address    string              `json:"address,omitempty" example:"203.0.113.7" doc:"Where the person comes from; everywhere unless given"`
	}
}

// AccessPreview is what somebody would get.
type AccessPreview struct {
	Rule        int            `json:"rule" doc:"Number of the rule that fits first; 0: none does"`
	Denied      bool           `json:"denied" doc:"That rule keeps the person out"`
	Barred      bool           `json:"barred" doc:"An administrator has barred the person, whatever the rules say"`
	Roles       []access.Role  `json:"roles" doc:"Those that may be used at the address"`
	Elsewhere   []access.Role  `json:"elsewhere" doc:"Those of the rule that may not be used at the address"`
	May         []string       `json:"may" doc:"What the roles include"`
	Limits      []PreviewLimit `json:"limits" doc:"All of them hold together; none: everything is seen"`
	SeesNothing bool           `json:"sees_nothing" doc:"A limit is left without values, or there is no role"`
	Rules       []JudgedRule   `json:"rules" doc:"Every rule, and why it fits or does not"`
}

// PreviewLimit is what is seen of one dimension.
type PreviewLimit struct {
	Dimension metric.Dimension `json:"dimension"`
	Values    []string         `json:"values" doc:"None: nothing is seen, since the person has no such attribute"`
	Unknown   []string         `json:"unknown" doc:"Of these, what nothing is or ever was called"`
}

// JudgedRule is whether a rule fits.
type JudgedRule struct {
	Number int          `json:"number"`
	Name   string       `json:"name"`
	Fits   bool         `json:"fits"`
	Denies bool         `json:"denies"`
	Misses []RuleMisses `json:"misses" doc:"Empty where it fits"`
}

// RuleMisses is an attribute of which the person has none of the wanted values.
type RuleMisses struct {
	Attribute string   `json:"attribute"`
	Wanted    []string `json:"wanted"`
	Has       []string `json:"has" doc:"The person's own, if any"`
}

// previewAccess answers POST /access/preview.
func (s *server) previewAccess(ctx context.Context, in *previewInput) (AccessPreview, error) {
	rules := s.rules()
	if rules == nil {
		return AccessPreview{}, refuse(notFound, "There is no file of rules: accounts have the role that is kept for them, and nobody else signs in.")
	}
	person := access.Person{Provider: in.Body.Provider, NameID: in.Body.NameID, Attributes: in.Body.Attributes}
	whole, at := rules.Grant(person)
	grant := whole
	if in.Body.Address != "" {
		from, err := netip.ParseAddr(in.Body.Address)
		if err != nil {
			return AccessPreview{}, refuse(unanswerable, fmt.Sprintf("%q is no IP address.", in.Body.Address))
		}
		grant = rules.At(whole, from)
	}
	answer := AccessPreview{
		Rule: at, Denied: rules.Denies(person) > 0, Roles: append([]access.Role{}, grant.Roles...), Elsewhere: []access.Role{}, May: grant.Permissions(),
		Limits: []PreviewLimit{}, SeesNothing: len(grant.Roles) == 0, Rules: []JudgedRule{},
	}
	var err error
	if answer.Barred, err = s.isBarred(ctx, person); err != nil {
		return answer, err
	}
	for _, role := range whole.Roles {
		if !slices.Contains(grant.Roles, role) {
			answer.Elsewhere = append(answer.Elsewhere, role)
		}
	}
	for _, d := range metric.ScopeDimensions() {
		if values, limited := grant.Limits[d]; limited {
			answer.Limits = append(answer.Limits, PreviewLimit{d, values, s.unheardOf(d, values)})
			answer.SeesNothing = answer.SeesNothing || len(values) == 0
		}
	}
	for _, judged := range rules.Explain(person) {
		rule := JudgedRule{Number: judged.Number, Name: judged.Name, Fits: judged.Fits, Denies: judged.Denies, Misses: []RuleMisses{}}
		for _, miss := range judged.Misses {
			rule.Misses = append(rule.Misses, RuleMisses(miss))
		}
		answer.Rules = append(answer.Rules, rule)
	}
	return answer, nil
}

// unheardOf are values that nothing is or ever was called.
func (s *server) unheardOf(d metric.Dimension, values []string) []string {
	unknown := []string{}
	for _, value := range values {
		if len(s.Store.Resolve(metric.Filter{Dimension: d, Values: []string{value}})) == 0 {
			unknown = append(unknown, value)
		}
	}
	return unknown
}
