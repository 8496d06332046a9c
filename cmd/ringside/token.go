package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
)

type tokenCommand struct {
	List   tokenListCommand   `cmd:"" help:"List the tokens, newest first. A token itself is never shown again."`
	Create tokenCreateCommand `cmd:"" help:"Make a token and print it, this once."`
	Rotate tokenRotateCommand `cmd:"" help:"Make a token like another one, which goes on for some days more."`
	Revoke tokenRevokeCommand `cmd:"" help:"End a token."`
}

// Help is shown by ringside token --help.
func (c *tokenCommand) Help() string {
	return `Programs that ask a server on which people sign in send a token: Authorization: Bearer TOKEN, or RINGSIDE_TOKEN for ringside query
and export with --server. A server that holds the data folder takes a new token at once, and ends what is under way with a
revoked one within half a minute. Doors and imports take ingest keys instead: see ringside key.`
}

type tokenListCommand struct {
	keyFolder `embed:""`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// tokenBody is one token of the list.
type tokenBody struct {
	ID       string                        `json:"id"`
	Name     string                        `json:"name"`
	Roles    []access.Role                 `json:"roles"`
	Limits   map[metric.Dimension][]string `json:"limits"`
	By       string                        `json:"by"` // who made it; empty: not known
	Created  time.Time                     `json:"created"`
	Ends     time.Time                     `json:"ends"`
	LastUsed *time.Time                    `json:"last_used"`
}

// Run lists.
func (c *tokenListCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tokens, err := db.APITokens(s.ctx)
	if err != nil {
		return err
	}
	g, bodies := grid{header: []string{"id", "name", "roles", "limits", "by", "created", "ends", "last_used"}}, []tokenBody{}
	for _, t := range tokens {
		var grant access.Grant
		if err := json.Unmarshal([]byte(t.Access), &grant); err != nil {
			return fmt.Errorf("token %s: %w", t.ID, err)
		}
		limits := grant.Limits
		if limits == nil {
			limits = map[metric.Dimension][]string{}
		}
		bodies = append(bodies, tokenBody{t.ID, t.Name, grant.Roles, limits, t.By, t.Created.UTC(), t.Ends.UTC(), happened(t.LastUsed)})
		g.rows = append(g.rows, []string{
			t.ID, t.Name, roleText(grant.Roles), limitText(limits), t.By, momentText(t.Created), momentText(t.Ends), momentText(t.LastUsed),
		})
	}
	return g.write(s.stdout, c.Format, bodies)
}

func limitText(limits map[metric.Dimension][]string) string {
	var texts []string
	for _, d := range slices.Sorted(maps.Keys(limits)) {
		texts = append(texts, string(d)+"="+strings.Join(limits[d], ","))
	}
	return strings.Join(texts, " ")
}

// tokenDays is how long a token lasts.
type tokenDays struct {
	Days int `default:"90" help:"For how many days it holds, 366 at most."`
}

func (d tokenDays) ends() (time.Time, error) {
	if d.Days < 1 || d.Days > 366 {
		return time.Time{}, exitError{exitUsage, fmt.Sprintf("--days %d: choose from 1 to 366", d.Days)}
	}
	return time.Now().AddDate(0, 0, d.Days), nil
}

type tokenCreateCommand struct {
	keyFolder  `embed:""`
	tokenDays  `embed:""`
	limitFlags `embed:""`
	Name       string   `arg:"" help:"What the token is for, such as monthly-report."`
	Role       []string `required:"" placeholder:"ROLE" help:"What it may do: administrator, analyst, supervisor, agent, auditor or wallboard; repeat for several. Or provisioner alone, for a directory that provisions people by SCIM."`
}

// Run makes a token.
func (c *tokenCreateCommand) Run(s *session) (err error) {
	ends, err := c.ends()
	if err != nil {
		return err
	}
	grant := access.Grant{Roles: []access.Role{access.Provisioner}}
	if !slices.Contains(c.Role, string(access.Provisioner)) {
		grant, err = c.grant(c.Role...)
	} else if len(c.Role)+len(c.Limit) > 1 {
		err = errors.New("the role provisioner goes with no other one, and with no --limit")
	}
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	text, err := json.Marshal(grant)
	if err != nil {
		return err
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, by := operator()
	made, shown, err := db.CreateAPIToken(s.ctx, state.APIToken{Name: c.Name, Access: string(text), By: by, Ends: ends})
	if err != nil {
		return err
	}
	return errors.Join(showToken(s, made, shown), audited(s, db, "create_token", made.ID+" "+string(text)))
}

func showToken(s *session, made state.APIToken, shown string) error {
	fmt.Fprintf(s.stderr, "Token %s, good until %s, shown this once:\n", made.ID, momentText(made.Ends))
	_, err := fmt.Fprintln(s.stdout, shown)
	return err
}

type tokenRotateCommand struct {
	keyFolder   `embed:""`
	tokenDays   `embed:""`
	ID          string `arg:"" help:"Id of the token, from the list."`
	OverlapDays int    `name:"overlap-days" default:"7" help:"For how many days more the token before holds; 0 ends it now."`
}

// Run rotates.
func (c *tokenRotateCommand) Run(s *session) (err error) {
	ends, err := c.ends()
	if err != nil {
		return err
	}
	if c.OverlapDays < 0 || c.OverlapDays > 90 {
		return exitError{exitUsage, fmt.Sprintf("--overlap-days %d: choose from 0 to 90", c.OverlapDays)}
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, by := operator()
	made, shown, err := db.RotateAPIToken(s.ctx, c.ID, by, ends, time.Duration(c.OverlapDays)*24*time.Hour)
	if err != nil {
		return fmt.Errorf("%w; ringside token list names those that there are", err)
	}
	return errors.Join(showToken(s, made, shown), audited(s, db, "rotate_token", c.ID+" "+made.ID))
}

type tokenRevokeCommand struct {
	keyFolder `embed:""`
	ID        string `arg:"" help:"Id of the token, from the list."`
}

// Run revokes.
func (c *tokenRevokeCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.EndAPIToken(s.ctx, c.ID); err != nil {
		return fmt.Errorf("%w; ringside token list names those that there are", err)
	}
	return audited(s, db, "revoke_token", c.ID)
}
