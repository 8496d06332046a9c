package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

type userCommand struct {
	List    userListCommand    `cmd:"" help:"List the accounts."`
	Add     userAddCommand     `cmd:"" help:"Add an account, and print the one-time link that sets it up."`
	Role    userRoleCommand    `cmd:"" help:"Let an account do something else: it counts at the next request."`
	Limit   userLimitCommand   `cmd:"" help:"Let an account see a part alone, or everything: it counts at the next request."`
	Reset   userResetCommand   `cmd:"" help:"Take password and codes away, and print a new one-time link. Lets in again who was disabled."`
	Disable userDisableCommand `cmd:"" help:"Let an account in no more, and end its sessions."`
	Enable  userEnableCommand  `cmd:"" help:"Let an account in again that was disabled, with the password and the codes that it had."`
	Forget  userForgetCommand  `cmd:"" help:"Forget an account that is disabled, with who its owner is and the views that are theirs alone."`
}

// Help is shown by ringside user --help.
func (c *userCommand) Help() string {
	return `Ringside's own accounts are for the first administrator, and for the day on which the identity provider is away. Their owners
choose a password and an authenticator app by a link that counts once, for a day. A server that holds the data folder ends
the sessions of who was disabled within half a minute. An account that was disabled for as long as the audit log is kept is forgotten by
itself.`
}

type userListCommand struct {
	keyFolder `embed:""`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// accountBody is one account of the list.
type accountBody struct {
	Name      string                        `json:"name"`
	Role      string                        `json:"role"`
	Limits    map[metric.Dimension][]string `json:"limits"`
	State     string                        `json:"state"`
	Created   time.Time                     `json:"created"`
	SignedIn  *time.Time                    `json:"signed_in"`
	LinkUntil *time.Time                    `json:"link_until"`
	Disabled  *time.Time                    `json:"disabled"`
}

// Run lists.
func (c *userListCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	accounts, err := db.Accounts(s.ctx)
	if err != nil {
		return err
	}
	g, bodies := grid{header: []string{"name", "role", "limits", "state", "created", "signed_in", "link_until", "disabled"}}, []accountBody{}
	for _, a := range accounts {
		grant, err := grantOfAccount(a)
		if err != nil {
			return fmt.Errorf("limits of account %s: %w", a.Name, err)
		}
		if grant.Limits == nil {
			grant.Limits = map[metric.Dimension][]string{}
		}
		bodies = append(bodies, accountBody{
			a.Name, a.Role, grant.Limits, accountState(a), a.Created.UTC(), happened(a.SignedIn), happened(a.LinkUntil), happened(a.Disabled),
		})
		g.rows = append(g.rows, []string{
			a.Name, a.Role, limitText(grant.Limits), accountState(a), momentText(a.Created), momentText(a.SignedIn), momentText(a.LinkUntil), momentText(a.Disabled),
		})
	}
	return g.write(s.stdout, c.Format, bodies)
}

func accountState(a state.Account) string {
	switch {
	case !a.Disabled.IsZero():
		return "disabled"
	case a.Password != "":
		return "active"
	case time.Now().Before(a.LinkUntil):
		return "to be set up"
	}
	return "link has run out"
}

// userNamed is the account that a command is about, and where its owner finds Ringside.
type userNamed struct {
	keyFolder `embed:""`
	PublicURL string `name:"public-url" env:"RINGSIDE_PUBLIC_URL" placeholder:"URL" help:"Address of Ringside as browsers see it, for the link: what serve has."`
	Name      string `arg:"" help:"Name of the account: lower case, such as kim."`
}

// link prints the link of a token, of which two cannot be had.
func (u userNamed) link(s *session, token string) error {
	fmt.Fprintf(s.stderr, "One-time link for %s, shown this once; it counts for a day:\n", u.Name)
	address := strings.TrimRight(u.PublicURL, "/")
	if parsed, err := url.Parse(address); address == "" || err != nil || parsed.Host == "" {
		fmt.Fprintln(s.stderr, "(put the address of Ringside in front, or name it with --public-url)")
		address = ""
	}
	_, err := fmt.Fprintln(s.stdout, address+signin.LinkPath(token))
	return err
}

// hint says what else there is, where an account is not.
func hint(err error) error {
	if errors.Is(err, state.ErrNoAccount) {
		return fmt.Errorf("%w; ringside user list names those that there are", err)
	}
	return err
}

// with opens the application state for a change, and notes that in the audit log.
func (k keyFolder) with(s *session, action, subject string, change func(db *state.DB) error) error {
	return k.withState(s, func(db *state.DB) error {
		if err := change(db); err != nil {
			return hint(err)
		}
		return audited(s, db, action, subject)
	})
}

// withState opens the application state.
func (k keyFolder) withState(s *session, do func(db *state.DB) error) (err error) {
	db, err := k.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return do(db)
}

type userAddCommand struct {
	userNamed  `embed:""`
	limitFlags `embed:""`
	Role       string `default:"administrator" help:"What it may do: administrator, analyst, supervisor, agent, auditor or wallboard."`
}

// Run adds.
func (c *userAddCommand) Run(s *session) error {
	grant, err := c.grant(c.Role)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	role, limits := string(grant.Roles[0]), limitJSON(grant)
	return c.with(s, "add_user", strings.TrimSpace(c.Name+" "+role+" "+limits), func(db *state.DB) error {
		token, err := db.CreateAccount(s.ctx, c.Name, role)
		if err != nil {
			return err
		}
		if err := db.ChangeAccountLimits(s.ctx, c.Name, limits); err != nil {
			return err // nobody has the link: the account lets nobody in
		}
		return c.link(s, token)
	})
}

type userRoleCommand struct {
	keyFolder `embed:""`
	Name      string `arg:"" help:"Name of the account."`
	Role      string `arg:"" help:"What it may do: administrator, analyst, supervisor, agent, auditor or wallboard."`
}

// Run changes the role.
func (c *userRoleCommand) Run(s *session) error {
	role, err := access.ParseRole(c.Role)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	return c.with(s, "change_role", c.Name+" "+string(role), func(db *state.DB) error {
		if err := checkAccount(s, db, c.Name, func(g *access.Grant) { g.Roles = []access.Role{role} }); err != nil {
			return err
		}
		return db.ChangeAccountRole(s.ctx, c.Name, string(role))
	})
}

type userLimitCommand struct {
	keyFolder  `embed:""`
	limitFlags `embed:""`
	Name       string `arg:"" help:"Name of the account."`
	Everything bool   `help:"Take its limits away."`
}

// Run changes what is seen.
func (c *userLimitCommand) Run(s *session) error {
	if c.Everything == (len(c.Limit) > 0) {
		return exitError{exitUsage, "say what the account sees by --limit DIM=VALUE, such as --limit queue=Sales, or --everything"}
	}
	grant, err := c.grant(string(access.Supervisor)) // whatever the role, which is checked below
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	limits := limitJSON(grant)
	return c.with(s, "change_limits", strings.TrimSpace(c.Name+" "+limits), func(db *state.DB) error {
		if err := checkAccount(s, db, c.Name, func(g *access.Grant) { g.Limits = grant.Limits }); err != nil {
			return err
		}
		return db.ChangeAccountLimits(s.ctx, c.Name, limits)
	})
}

// checkAccount refuses a change by which an account would have a role that its limits do not go with.
func checkAccount(s *session, db *state.DB, name string, change func(*access.Grant)) error {
	account, err := db.Account(s.ctx, name)
	if err != nil {
		return err
	}
	grant, err := grantOfAccount(account)
	if err != nil {
		return err
	}
	change(&grant)
	if err := grant.Check(); err != nil {
		return exitError{exitUsage, err.Error()}
	}
	return nil
}

// grantOfAccount is what an account may do and see.
func grantOfAccount(a state.Account) (access.Grant, error) {
	grant := access.Grant{Roles: []access.Role{access.Role(a.Role)}}
	if a.Limits == "" {
		return grant, nil
	}
	return grant, json.Unmarshal([]byte(a.Limits), &grant.Limits)
}

// limitJSON is the limits of a grant as an account keeps them.
func limitJSON(g access.Grant) string {
	if len(g.Limits) == 0 {
		return ""
	}
	text, err := json.Marshal(g.Limits)
	if err != nil {
		panic(err) // impossible: texts always have a JSON form
	}
	return string(text)
}

type userResetCommand struct {
	userNamed `embed:""`
}

// Run resets.
func (c *userResetCommand) Run(s *session) error {
	return c.with(s, "reset_user", c.Name, func(db *state.DB) error {
		token, err := db.ResetAccount(s.ctx, c.Name)
		if err != nil {
			return err
		}
		return c.link(s, token)
	})
}

type userDisableCommand struct {
	keyFolder `embed:""`
	Name      string `arg:"" help:"Name of the account."`
}

// Run disables.
func (c *userDisableCommand) Run(s *session) error {
	return c.with(s, "disable_user", c.Name, func(db *state.DB) error { return db.DisableAccount(s.ctx, c.Name) })
}

type userEnableCommand struct {
	keyFolder `embed:""`
	Name      string `arg:"" help:"Name of the account, which is disabled."`
}

// Run enables.
func (c *userEnableCommand) Run(s *session) error {
	return c.with(s, "enable_user", c.Name, func(db *state.DB) error { return db.EnableAccount(s.ctx, c.Name) })
}

type userForgetCommand struct {
	keyFolder `embed:""`
	Name      string `arg:"" help:"Name of the account, which is disabled."`
}

// Run forgets.
func (c *userForgetCommand) Run(s *session) error {
	return c.with(s, "forget_user", c.Name, func(db *state.DB) error {
		err := forgetAccount(s.ctx, db, c.Name)
		if errors.Is(err, state.ErrEnabled) {
			return fmt.Errorf("%w: first ringside user disable %s", err, c.Name)
		}
		return err
	})
}
