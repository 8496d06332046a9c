package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/schollz/progressbar/v3"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/sso/setup"
)

type ssoUsersCommand struct {
	Instance              string `placeholder:"ARN" help:"The Amazon Connect instance."`
	People                string `type:"path" placeholder:"people.csv" help:"The directory's people: CSV with a header, or a SCIM list; - for standard input."`
	IdentityStore         bool   `help:"The directory is that of IAM Identity Center."`
	Own                   bool   `help:"The directory is Ringside's own identity provider, as ringside idp people lists it: those of the data folder."`
	keyFolder             `embed:""`
	Rules                 string   `type:"path" placeholder:"rules.yaml" help:"What is the login, and who is given which security profiles and routing profile."`
	RulesExample          bool     `help:"Print a whole file of rules, to fill in, and do nothing else."`
	Gone                  string   `default:"keep" enum:"keep,strip,delete" help:"What becomes of users whose person is disabled in the directory: keep, strip (of all security profiles but the rules' stripped_security_profile) or delete, which takes the history along."`
	GoneToo               []string `enum:"missing,others" placeholder:"missing" help:"Who else is gone: missing (users whom the directory does not have at all), others (users that Ringside did not make)."`
	Apply                 bool     `help:"Create and change users, and do what --gone says. Without it nothing is changed."`
	Profile               string   `help:"Profile of the AWS command line for the account of the instance."`
	IdentityCenterProfile string   `help:"Profile for the account of IAM Identity Center."`
	IdentityCenterRegion  string   `placeholder:"us-east-1" help:"Region of IAM Identity Center, where it is another than the instance's."`
	Format                string   `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// Help is shown by ringside sso users --help.
func (c *ssoUsersCommand) Help() string {
	return `Compares the people of a directory with the users of Amazon Connect: whose login differs in capital letters alone, whose can never
be one, who is missing, whose name or profiles differ from the rules, and which attribute fits the logins best. With --apply it
creates and changes users, two requests a second, as Amazon Connect allows; stopped or failed, run it again and it goes on.
Nobody is ever renamed, and nobody deleted without --gone delete.

CSV columns: username, email, first name, last name, and if you have them groups (parted by ;), windows name, active.

Exit code: 0 nobody is left to care for, 3 somebody is, 1 or 2 it could not be compared.

Example:  ringside sso users --rules-example > rules.yaml
          ringside sso users --instance ARN --people people.csv --rules rules.yaml
          ringside sso users --instance ARN --own --data ringside-data --rules rules.yaml
          ringside sso users --instance ARN --identity-store --rules rules.yaml --apply
          ringside sso users --instance ARN --people people.csv --rules rules.yaml --gone strip --gone-too missing`
}

// Run compares, and acts if it shall.
func (c *ssoUsersCommand) Run(s *session) error {
	if c.RulesExample {
		_, err := fmt.Fprint(s.stdout, roster.ExampleRules)
		return err
	}
	if err := checkInstances([]string{c.Instance}); err != nil {
		return exitError{exitUsage, strings.ReplaceAll(err.Error(), "--connect-instance", "--instance")}
	}
	rules, err := c.rules()
	if err != nil {
		return err
	}
	people, err := c.people(s, rules)
	if err != nil {
		return err
	}
	clients := &setup.Clients{}
	if err := clients.Dial(s.ctx, amazonconnect.Access{Profile: c.Profile, Region: awsaccess.RegionOf(c.Instance)}); err != nil {
		return err
	}
	client := clients.Roster(c.Instance)
	instance, err := client.Read(s.ctx)
	if err != nil {
		return err
	}
	found, err := roster.Compare(people, rules, instance)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Rules, err)
	}
	left := 0
	if c.Apply {
		if left, err = carry(s, client, found); err != nil {
			return err
		}
	} else {
		left = len(found.Pending())
	}
	if err := c.show(s, found); err != nil {
		return err
	}
	if left > 0 || found.Has(roster.Blocked) {
		return exitError{code: exitIncomplete}
	}
	return nil
}

func (c *ssoUsersCommand) rules() (roster.Rules, error) {
	if c.Rules == "" {
		return roster.Rules{}, exitError{exitUsage, "--rules FILE says what is the login and who is given what; --rules-example prints one"}
	}
	f, err := os.Open(c.Rules)
	if err != nil {
		return roster.Rules{}, fmt.Errorf("rules cannot be read: %w", err)
	}
	defer f.Close()
	rules, err := roster.ReadRules(f)
	rules.Gone = roster.Gone{Do: roster.Action(c.Gone), Missing: slices.Contains(c.GoneToo, "missing"), Others: slices.Contains(c.GoneToo, "others")}
	if err != nil {
		return rules, fmt.Errorf("%s: %w", c.Rules, err)
	}
	return rules, nil
}

// people are those of the one directory that is named.
func (c *ssoUsersCommand) people(s *session, rules roster.Rules) ([]roster.Person, error) {
	named := 0
	for _, is := range []bool{c.People != "", c.IdentityStore, c.Own} {
		if is {
			named++
		}
	}
	switch {
	case named != 1:
		return nil, exitError{exitUsage, "name one directory: --people FILE, --identity-store or --own"}
	case c.Own:
		var all []roster.Person
		err := c.look(s.ctx, func(r idp.Register) (err error) {
			all, err = r.Roster(s.ctx)
			return err
		})
		return all, err
	case c.People == "-":
		return roster.ReadPeople(s.stdin)
	case c.People != "":
		f, err := os.Open(c.People)
		if err != nil {
			return nil, fmt.Errorf("people cannot be read: %w", err)
		}
		defer f.Close()
		people, err := roster.ReadPeople(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.People, err)
		}
		return people, nil
	}
	region := c.IdentityCenterRegion
	if region == "" {
		region = awsaccess.RegionOf(c.Instance)
	}
	clients := &setup.Clients{}
	if err := clients.DialCentre(s.ctx, c.IdentityCenterProfile, region); err != nil {
		return nil, err
	}
	return clients.People(s.ctx, rules)
}

// carry acts on entries, with a bar for those who watch, and returns how many could not be helped.
func carry(s *session, client *roster.Client, found *roster.Comparison) (failed int, err error) {
	entries := found.Pending()
	bar := progressbar.DefaultSilent(int64(len(entries)))
	if isTerminal(s.stderr) {
		bar = progressbar.NewOptions(len(entries), progressbar.OptionSetWriter(s.stderr), progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish())
	}
	done := 0
	err = client.Carry(s.ctx, found, func(e roster.Entry, err error) {
		_ = bar.Add(1) // what a terminal cannot show is not worth stopping for
		if err != nil {
			failed++
			fmt.Fprintf(s.stderr, "%s %s: %s\n", e.Action, e.Login, amazonconnect.Reason(err))
			return
		}
		done++
	})
	_ = bar.Finish()
	fmt.Fprintf(s.stderr, "%d of %d users done\n", done, len(entries))
	if err != nil {
		return failed, fmt.Errorf("%w; run it again to go on from there", err)
	}
	return failed, nil
}

// show prints everybody who is not as it shall be, and how the attributes fit.
func (c *ssoUsersCommand) show(s *session, found *roster.Comparison) error {
	g, kept := grid{header: []string{"login", "from", "action", "what"}}, 0
	for _, e := range found.Entries {
		if e.Action == roster.Keep {
			kept++
			continue
		}
		var parts []string
		for _, d := range e.Changes {
			parts = append(parts, fmt.Sprintf("%s: %q → %q", d.What, d.Is, d.Shall))
		}
		for _, text := range []string{e.Because, e.Outcome} {
			if text != "" {
				parts = append(parts, text)
			}
		}
		g.rows = append(g.rows, []string{e.Login, e.Attribute, string(e.Action), strings.Join(parts, "; ")})
	}
	if err := g.write(s.stdout, c.Format, found); err != nil || c.Format != "table" {
		return err
	}
	fmt.Fprintf(s.stdout, "\n%d people are as they shall be.\n\nHow the attributes fit the logins that there are:\n", kept)
	g = grid{header: []string{"attribute", "equal", "other capital letters", "no such user", "can be no login", "empty"}}
	for _, m := range found.Matches {
		row := []string{m.Attribute}
		for _, n := range []int{m.Exact, m.Case, m.Unknown, m.Illegal, m.Empty} {
			row = append(row, strconv.Itoa(n))
		}
		g.rows = append(g.rows, row)
	}
	return g.write(s.stdout, c.Format, nil)
}
