package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"os"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
)

type accessCommand struct {
	Preview accessPreviewCommand `cmd:"" help:"Say what somebody would get by access rules. Nothing is changed."`
}

type accessPreviewCommand struct {
	AccessRules string   `required:"" name:"access-rules" env:"RINGSIDE_ACCESS_RULES" placeholder:"FILE" type:"path" help:"The rules, as for serve."`
	Attribute   []string `sep:"none" short:"a" placeholder:"NAME=VALUE" help:"What the identity provider says of the person; repeat for several, and for several values."`
	NameID      string   `name:"name-id" help:"The name that it gives the person."`
	Provider    string   `help:"Its entityID."`
	Address     string   `help:"Where the person comes from: an IP address."`
	Format      string   `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside access preview --help.
func (c *accessPreviewCommand) Help() string {
	return `For example: ringside access preview --access-rules access.json -a groups=leads -a site=seoul

The first rule that fits decides, after those that deny. Exit code 3: none does, or one denies, and the person would be told whom to ask. docs/sign-in.md has the
form of the rules and what each role may do.`
}

// accessBody is a preview.
type accessBody struct {
	Rule   int                           `json:"rule"`             // from 1; 0: none fits
	Denied bool                          `json:"denied,omitempty"` // that rule keeps the person out
	Name   string                        `json:"name"`
	Roles  []access.Role                 `json:"roles"`
	Limits map[metric.Dimension][]string `json:"limits"`
	Hidden bool                          `json:"sees_nothing"` // a limit is left without values
}

// Run previews.
func (c *accessPreviewCommand) Run(s *session) error {
	text, err := os.ReadFile(c.AccessRules)
	if err != nil {
		return fmt.Errorf("--access-rules: %w", err)
	}
	rules, err := access.Parse(text)
	if err != nil {
		return fmt.Errorf("access rules %s: %w", c.AccessRules, err)
	}
	person := access.Person{Provider: c.Provider, NameID: c.NameID, Attributes: map[string][]string{}}
	for _, one := range c.Attribute {
		name, value, is := strings.Cut(one, "=")
		if !is || name == "" {
			return exitError{exitUsage, fmt.Sprintf("--attribute %s: write NAME=VALUE", one)}
		}
		person.Attributes[name] = append(person.Attributes[name], value)
	}
	grant, at := rules.Grant(person)
	if c.Address != "" {
		from, err := netip.ParseAddr(c.Address)
		if err != nil {
			return exitError{exitUsage, "--address: " + err.Error()}
		}
		grant = rules.At(grant, from)
	}
	body := accessBody{Rule: at, Denied: rules.Denies(person) > 0, Roles: append([]access.Role{}, grant.Roles...), Limits: grant.Limits}
	if at > 0 {
		body.Name = rules.Rules[at-1].Name
	}
	if body.Limits == nil {
		body.Limits = map[metric.Dimension][]string{}
	}
	for _, values := range grant.Limits {
		body.Hidden = body.Hidden || len(values) == 0
	}
	if err := c.print(s, body, rules.Ask); err != nil {
		return err
	}
	if at == 0 || body.Denied {
		return exitError{code: exitIncomplete}
	}
	return nil
}

func (c *accessPreviewCommand) print(s *session, body accessBody, ask string) error {
	if c.Format == "json" {
		return json.NewEncoder(s.stdout).Encode(body)
	}
	if body.Rule == 0 {
		_, err := fmt.Fprintf(s.stdout, "No rule fits: this person is signed in, may do nothing, and is told to ask %q.\n", ask)
		return err
	}
	if body.Denied {
		_, err := fmt.Fprintf(s.stdout, "Rule %d %q denies: this person is kept out, whatever other rules say, and is told to ask %q.\n", body.Rule, body.Name, ask)
		return err
	}
	roles := roleText(body.Roles)
	if roles == "" {
		roles = "none at that address"
	}
	fmt.Fprintf(s.stdout, "Rule %d %q fits.\nroles: %s\n", body.Rule, body.Name, roles)
	if len(body.Limits) == 0 {
		_, err := fmt.Fprintln(s.stdout, "sees: everything")
		return err
	}
	for _, d := range slices.Sorted(maps.Keys(body.Limits)) {
		values := "nothing, since the person has no such attribute"
		if len(body.Limits[d]) > 0 {
			values = strings.Join(body.Limits[d], ", ")
		}
		if _, err := fmt.Fprintf(s.stdout, "%s: %s\n", d, values); err != nil {
			return err
		}
	}
	return nil
}

// limitFlags are what somebody sees.
type limitFlags struct {
	Limit []string `sep:"none" placeholder:"DIM=VALUE" help:"Only what is of this instance, queue, agent or hierarchy_level_1 to 5, by ARN, id or name; repeat for several. All dimensions hold together."`
}

// grant is one of roles with these limits.
func (f limitFlags) grant(roles ...string) (access.Grant, error) {
	var g access.Grant
	for _, text := range roles {
		role, err := access.ParseRole(text)
		if err != nil {
			return g, err
		}
		g.Roles = append(g.Roles, role)
	}
	for _, one := range f.Limit {
		d, value, is := strings.Cut(one, "=")
		if !is {
			return g, fmt.Errorf("--limit %s: write DIM=VALUE, such as queue=Sales", one)
		}
		if g.Limits == nil {
			g.Limits = map[metric.Dimension][]string{}
		}
		g.Limits[metric.Dimension(d)] = append(g.Limits[metric.Dimension(d)], value)
	}
	return g, g.Check()
}

func roleText(roles []access.Role) string {
	texts := make([]string, len(roles))
	for i, role := range roles {
		texts[i] = string(role)
	}
	return strings.Join(texts, ", ")
}
