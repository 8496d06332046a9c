package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/wholefile"
)

// ssoWish are the flags that say what is to be.
type ssoWish struct {
	From                string            `type:"path" placeholder:"sso.json" help:"Take everything below from a file that --save has written, but for --metadata, --part, --adopt and the profiles; --assign adds to it."`
	Instance            string            `placeholder:"ARN" help:"The Amazon Connect instance."`
	CreateInstance      string            `placeholder:"ALIAS" help:"Create an instance of this alias that signs in by SAML. Its way of signing in can never be changed, and Amazon counts creations."`
	Region              string            `placeholder:"ap-northeast-2" help:"Where the new instance is to be."`
	Metadata            string            `type:"path" placeholder:"metadata.xml" help:"The identity provider's metadata for this application, as downloaded. Without it everything else is planned."`
	IdentityProvider    string            `default:"identity-center" enum:"identity-center,other" help:"Whose words the sheet uses: identity-center or other."`
	ProviderName        string            `default:"AmazonConnect" help:"Name of the SAML provider in IAM."`
	RoleName            string            `default:"AmazonConnectSignIn" help:"Name of the role that people take."`
	PolicyName          string            `default:"AmazonConnectSignIn" help:"Name of its policy."`
	NamePrefix          string            `help:"Put before the three names, where the company wants that."`
	RolePath            string            `default:"/" help:"Path of role and policy, as in /contact-centre/."`
	PermissionsBoundary string            `placeholder:"ARN" help:"A policy that bounds the role."`
	PolicyForm          string            `default:"user" enum:"user,instance" help:"user: the policy names the user's own ARN. instance: any resource of the instance's id, as replicated instances need it."`
	MaxSession          time.Duration     `default:"1h" help:"Longest session of the role, 1h to 12h. Amazon Connect's own lasts 12 hours whatever it is."`
	Tag                 map[string]string `placeholder:"KEY=VALUE" help:"Tags for what is made, besides managed-by=ringside."`
	Landing             string            `default:"admin" help:"Where people land: admin, ccp, chat, workspace, or the https address of a page of yours."`
	Origin              []string          `placeholder:"https://app.example.org" help:"Origins that Amazon Connect shall approve."`
	Login               string            `default:"email" enum:"email,user_name,windows_name" help:"What becomes the login: email, user_name or windows_name."`
	Application         string            `default:"Amazon Connect" help:"Name of the application in IAM Identity Center."`
	Assign              []string          `placeholder:"group:Agents" help:"Whom to assign to the application there: user:NAME or group:NAME."`

	Part                  string `default:"account" enum:"account,identity-center,both" help:"What to look at: the account of the instance, IAM Identity Center (often another account), or both."`
	Profile               string `help:"Profile of the AWS command line for the account of the instance."`
	IdentityCenterProfile string `help:"Profile for the account of IAM Identity Center."`
	IdentityCenterRegion  string `placeholder:"us-east-1" help:"Region of IAM Identity Center, where it is another than the instance's."`
	Adopt                 bool   `help:"Change what Ringside did not make, too: it adds to a role's trust policy, and replaces the provider's metadata and a policy's document."`
}

// wish is what the flags say, or the file that was handed over.
func (f *ssoWish) wish() (setup.Wish, error) {
	w := setup.Wish{
		Instance: f.Instance, Create: f.CreateInstance, Region: f.Region, Provider: f.NamePrefix + f.ProviderName, Role: f.NamePrefix + f.RoleName,
		Policy: f.NamePrefix + f.PolicyName, Path: f.RolePath, Form: f.PolicyForm, Boundary: f.PermissionsBoundary, Session: f.MaxSession, Tags: f.Tag,
		Landing: f.Landing, Origins: f.Origin, Login: f.Login, App: f.Application, Assign: f.Assign, Centre: f.IdentityProvider == "identity-center",
	}
	if f.From != "" {
		if f.Instance != "" || f.CreateInstance != "" {
			return w, exitError{exitUsage, "--from names the instance already: leave out --instance and --create-instance"}
		}
		w = setup.Wish{}
		text, err := os.ReadFile(f.From)
		if err != nil {
			return w, fmt.Errorf("what was handed over cannot be read: %w", err)
		}
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&w); err != nil {
			return w, fmt.Errorf("%s was not written by --save: %w", f.From, err)
		}
		w.Assign = append(w.Assign, f.Assign...) // whoever has the other part knows the groups
	}
	if f.Metadata != "" {
		text, err := os.ReadFile(f.Metadata)
		if err != nil {
			return w, fmt.Errorf("the metadata cannot be read: %w", err)
		}
		w.Metadata = string(text)
	}
	w.Adopt = f.Adopt
	if err := w.Check(); err != nil {
		return w, exitError{exitUsage, err.Error()}
	}
	return w, nil
}

// clients are those of the part that is looked at.
func (f *ssoWish) clients(s *session, w setup.Wish) (*setup.Clients, error) {
	c := &setup.Clients{}
	if f.Part != "identity-center" {
		if err := c.Dial(s.ctx, amazonconnect.Access{Profile: f.Profile, Region: w.Place()}); err != nil {
			return nil, err
		}
	}
	if f.Part == "account" {
		return c, nil
	}
	region := f.IdentityCenterRegion
	if region == "" {
		region = w.Place()
	}
	return c, c.DialCentre(s.ctx, f.IdentityCenterProfile, region)
}

type ssoPlanCommand struct {
	ssoWish
	People        string `type:"path" placeholder:"people.csv" help:"Compare the logins of the users with these people: CSV with a header, or a SCIM list; - for standard input. Without it logins are judged by their look."`
	IdentityStore bool   `help:"Compare them with the people of IAM Identity Center."`
	Own           bool   `help:"Compare them with the people of Ringside's own identity provider: those of the data folder."`
	keyFolder     `embed:""`

	Save     string `type:"path" placeholder:"sso.json" help:"Write what is wished for to this file, to go on with it elsewhere (--from). There is no secret in it."`
	FactsOut string `type:"path" placeholder:"facts.json" help:"Write what is set up to this file, as ringside sso verify --facts takes it. It has the logins of all users."`
	Format   string `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside sso plan --help.
func (c *ssoPlanCommand) Help() string {
	return `Reads what is there (IAM's SAML provider, policy and role, the Amazon Connect instance, IAM Identity Center) and says how it differs
from what people need to sign in to Amazon Connect by SAML, with the values to type where AWS has no API. Nothing is changed.

Credentials are those that the AWS command line would find; docs/sso-setup.md lists the permissions. IAM Identity Center is
often in another account and with another team: give them the file of --save, and each runs their own --part.

Exit code: 0 nothing is left to do, 3 something is, 1 or 2 it could not be looked at.

Example:  ringside sso plan --instance ARN --landing workspace
          ringside sso plan --instance ARN --metadata metadata.xml --save sso.json
          ringside sso plan --instance ARN --login user_name --people people.csv     # are the users called so?
          ringside sso plan --from sso.json --part identity-center --assign group:Agents`
}

// Run shows the difference.
func (c *ssoPlanCommand) Run(s *session) error {
	w, err := c.wish()
	if err != nil {
		return err
	}
	clients, err := c.clients(s, w)
	if err != nil {
		return err
	}
	clients.Members = func(read int) {
		if read%200 == 0 { // ten seconds of Amazon Connect's quota
			fmt.Fprintf(s.stderr, "Read %d members of traffic distribution groups\n", read)
		}
	}
	plan, state, err := clients.Draw(s.ctx, w)
	if err != nil {
		return err
	}
	people, err := c.people(s, w)
	if err != nil {
		return err
	}
	clients.Name(s.ctx, plan, w, state, people)
	if c.Save != "" {
		if err := writeJSONFile(c.Save, w); err != nil {
			return err
		}
	}
	if c.FactsOut != "" {
		facts, err := clients.Facts(s.ctx, w, state)
		if err != nil {
			return err
		}
		if err := writeJSONFile(c.FactsOut, facts); err != nil {
			return err
		}
	}
	return showPlan(s, c.Format, plan)
}

// people are those of the directory that is named; nil without one.
func (c *ssoPlanCommand) people(s *session, w setup.Wish) ([]roster.Person, error) {
	if c.People == "" && !c.IdentityStore && !c.Own {
		return nil, nil
	}
	directory := ssoUsersCommand{
		Instance: w.Instance, People: c.People, IdentityStore: c.IdentityStore, Own: c.Own, keyFolder: c.keyFolder,
		IdentityCenterProfile: c.IdentityCenterProfile, IdentityCenterRegion: cmp.Or(c.IdentityCenterRegion, w.Place()),
	}
	people, err := directory.people(s, roster.Rules{})
	if people == nil {
		people = []roster.Person{} // there is a directory, and nobody in it
	}
	return people, err
}

func writeJSONFile(name string, value any) error {
	return wholefile.Write(name, func(out io.Writer) error {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(value)
	})
}

type ssoApplyCommand struct {
	ssoWish
	Format string `default:"table" enum:"table,json" help:"table or json: what is left afterwards."`
}

// Help is shown by ringside sso apply --help.
func (c *ssoApplyCommand) Help() string {
	return `Does what ringside sso plan says, step after step: SAML provider, policy, role, attachment, approved origins, assignments. What it
makes carries the tag managed-by=ringside; what does not carry it is left alone without --adopt, and nothing is deleted but
the oldest version of its own policy when IAM has no room for a new one.

It may be stopped or fail anywhere: run it again and it goes on from there. When all is as it shall be it changes nothing.

Exit code: 0 nothing is left to do, 3 something is that it cannot do, 1 or 2 it failed.

Example:  ringside sso apply --instance ARN --metadata metadata.xml
          ringside sso apply --from sso.json --metadata metadata.xml --profile contact-centre`
}

// Run makes what is what shall be.
func (c *ssoApplyCommand) Run(s *session) error {
	w, err := c.wish()
	if err != nil {
		return err
	}
	clients, err := c.clients(s, w)
	if err != nil {
		return err
	}
	taken := 0
	left, err := clients.Apply(s.ctx, w, func(step setup.Step, err error) {
		if err == nil {
			taken++
			fmt.Fprintln(s.stderr, "done:", stepName(step))
		}
	})
	if err != nil {
		return fmt.Errorf("%w\n%d steps were taken; run it again to go on from there", err, taken)
	}
	return showPlan(s, c.Format, left)
}

// showPlan prints a plan and says by the exit code whether anything is left.
func showPlan(s *session, format string, plan *setup.Plan) error {
	var err error
	if format == "json" {
		err = grid{}.write(s.stdout, format, plan)
	} else {
		err = writePlan(s.stdout, plan)
	}
	if err == nil && !plan.Finished() {
		return exitError{code: exitIncomplete}
	}
	return err
}

// marks are how a line begins that says what becomes of something.
var marks = map[setup.Action]string{
	setup.Create: "+ create ", setup.Change: "~ change ", setup.Keep: "  as it shall be ", setup.Blocked: "! blocked ", setup.ByHand: "> by hand ",
}

func stepName(step setup.Step) string {
	name := marks[step.Action] + strings.ReplaceAll(step.Kind, "_", " ") + " " + step.Subject
	if step.What != "" {
		name += ": " + step.What
	}
	return name
}

// writePlan prints a plan for people.
func writePlan(w io.Writer, p *setup.Plan) error {
	var out bytes.Buffer
	if p.Stop != "" {
		fmt.Fprintln(&out, "Stop:", p.Stop)
		_, err := w.Write(out.Bytes())
		return err
	}
	if p.Account != "" {
		fmt.Fprintf(&out, "Account %s, as %s\n", p.Account, p.Caller)
	}
	if i := p.Instance; i != nil {
		fmt.Fprintf(&out, "Instance %s (%s), %s, %s\n", i.ARN, i.Alias, i.Type, i.Status)
	}
	fmt.Fprintln(&out)
	for _, step := range p.Steps {
		fmt.Fprintln(&out, stepName(step))
		for _, line := range []struct{ name, text string }{{"is", step.Is}, {"shall be", step.Shall}, {"because", step.Because}} {
			if line.text != "" {
				fmt.Fprintf(&out, "      %s: %s\n", line.name, line.text)
			}
		}
	}
	if p.Finished() {
		fmt.Fprintln(&out, "\nNothing is left to do.")
	}
	if p.Logins != nil {
		writeLogins(&out, p.Logins)
	}
	if p.Sheet != nil {
		writeSheet(&out, p.Sheet)
	}
	if len(p.Next) > 0 {
		fmt.Fprintln(&out, "\nThen:")
		for _, line := range p.Next {
			fmt.Fprintln(&out, "  -", line)
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

// writeSheet prints what to type, each value alone on its line so that it can be copied whole.
func writeSheet(out *bytes.Buffer, sheet *setup.Sheet) {
	fmt.Fprintf(out, "\nTo type, exactly, into: %s\n", sheet.Title)
	block := ""
	for _, f := range sheet.Fields {
		if f.Block != block {
			block = f.Block
			fmt.Fprintf(out, "\n  %s\n", block)
		}
		name, value := f.Name, f.Value
		if f.Kind != "" {
			name += " (format " + f.Kind + ")"
		}
		if value == "" {
			value = "(leave empty)"
		}
		fmt.Fprintf(out, "    %s:\n      %s\n", name, value)
	}
	fmt.Fprintln(out)
	for _, hint := range sheet.Hints {
		fmt.Fprintln(out, "  -", hint)
	}
}
