package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/sso/live"
)

type ssoCommand struct {
	Plan   ssoPlanCommand   `cmd:"" help:"Say what is missing for people to sign in to Amazon Connect by SAML. Nothing is changed."`
	Apply  ssoApplyCommand  `cmd:"" help:"Do what the plan says."`
	Users  ssoUsersCommand  `cmd:"" help:"Compare a directory with the users of Amazon Connect, and create and change users."`
	Verify ssoVerifyCommand `cmd:"" help:"Say why a sign-in to Amazon Connect by SAML fails."`
}

// Help is shown by ringside sso --help.
func (c *ssoCommand) Help() string {
	return `Single sign-on into Amazon Connect: an identity provider sends the browser to AWS with a signed message (SAMLResponse),
AWS gives it a role, and the role enters Amazon Connect as the user of the same name.`
}

type ssoVerifyCommand struct {
	File         string `arg:"" optional:"" default:"-" help:"What you have of the sign-in; - or nothing for standard input."`
	Facts        string `type:"path" placeholder:"facts.json" help:"What is set up in IAM and Amazon Connect, as JSON. Without it only the message is judged."`
	From         string `type:"path" placeholder:"sso.json" help:"Read what is set up from AWS itself: the account that a file of ringside sso plan --save names."`
	Profile      string `help:"Profile of the AWS command line for that."`
	Live         bool   `help:"Also sign in at AWS with this message, while it is valid: AssumeRoleWithSAML, then GetFederationToken of Amazon Connect. It is a real sign-in; what it gives is thrown away."`
	FactsExample bool   `help:"Print a whole file of facts, to fill in, and do nothing else."`
	At           string `default:"now" help:"Judge as of this moment (RFC 3339), 'now', or 'issue': when the message was issued. A HAR file tells by itself."`
	ShowPersonal bool   `help:"Print names and attribute values as they are. Without it they are shown by their shape alone, as in Xxxxx.xxxxx@xxxxxxx.xxx."`
	Format       string `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside sso verify --help.
func (c *ssoVerifyCommand) Help() string {
	return `Takes a SAMLResponse (XML, base64, or the form with its RelayState), the page that sends the form, a HAR file of the browser,
or the text of AWS's error, and names everything that is wrong by a code, with what AWS says about it and what to do. The
first fault is what AWS will stop at. docs/sso-verify.md lists the codes and says how to get each input.

Nothing is sent anywhere, unless facts are read with --from, and nothing is kept. With --live the message itself is sent to AWS, which
is a real sign-in and stands in CloudTrail; your own credentials are not used for it, and those that it gives are neither shown nor kept.
A SAMLResponse is a key for five minutes, so it is read from a file or
standard input and never from the command line.

Exit code: 0 nothing found by which the sign-in fails, 3 something found (or AWS's error given), 1 or 2 not judged at all.

Example:  ringside sso verify sign-in.har --facts facts.json
          ringside sso verify --facts-example > facts.json      # then fill in your own
          pbpaste | ringside sso verify --at issue              # a message that was captured earlier
          pbpaste | ringside sso verify --live                  # within five minutes: what AWS itself says
          echo 'Response signature invalid' | ringside sso verify`
}

// Run judges one sign-in.
func (c *ssoVerifyCommand) Run(s *session) error {
	if c.FactsExample {
		_, err := io.WriteString(s.stdout, sso.ExampleFacts)
		return err
	}
	facts, err := c.facts(s)
	if err != nil {
		return err
	}
	data, err := c.read(s)
	if err != nil {
		return err
	}
	input := sso.ReadInput(data)
	at, err := input.Moment(c.At, time.Now())
	if err != nil {
		return exitError{exitUsage, "--at: " + err.Error()}
	}
	of := sso.Case{Input: input, Facts: facts, At: at, ShowPersonal: c.ShowPersonal}
	if c.Live {
		of.Tried = tryLive(s, of)
	}
	report := sso.Diagnose(of)
	if c.Format == "json" {
		err = grid{}.write(s.stdout, c.Format, report)
	} else {
		err = writeReport(s.stdout, report)
	}
	if err == nil && !report.Sound() {
		return exitError{code: exitIncomplete}
	}
	return err
}

// tryLive signs in at AWS with the message, where it can be.
func tryLive(s *session, of sso.Case) *sso.Tried {
	trial, err := of.Trial(time.Now())
	if err != nil {
		return &sso.Tried{Unasked: []string{"what AWS itself says (--live): " + err.Error()}}
	}
	fmt.Fprintf(s.stderr, "Signing in at AWS (STS of %s) as %s\n", trial.Region, trial.Role)
	return live.Try(s.ctx, trial)
}

// facts reads the file of facts, or AWS; nil without either.
func (c *ssoVerifyCommand) facts(s *session) (*sso.Facts, error) {
	switch {
	case c.Facts != "" && c.From != "":
		return nil, exitError{exitUsage, "facts come from a file (--facts) or from AWS (--from), not from both"}
	case c.From != "":
		return c.live(s)
	case c.Facts == "":
		return nil, nil
	}
	f, err := os.Open(c.Facts)
	if err != nil {
		return nil, fmt.Errorf("facts cannot be read: %w; ringside sso verify --facts-example prints some to begin with", err)
	}
	defer f.Close()
	facts, err := sso.ReadFacts(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Facts, err)
	}
	return facts, nil
}

// live reads the facts from AWS.
func (c *ssoVerifyCommand) live(s *session) (*sso.Facts, error) {
	from := ssoWish{From: c.From, Profile: c.Profile, Part: "account"}
	w, err := from.wish()
	if err != nil {
		return nil, err
	}
	clients, err := from.clients(s, w)
	if err != nil {
		return nil, err
	}
	return clients.Known(s.ctx, w)
}

// read reads the input, and one byte more than is judged, so that it is known when it is too large.
func (c *ssoVerifyCommand) read(s *session) ([]byte, error) {
	from := s.stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, fmt.Errorf("the sign-in cannot be read: %w; name a file, or - for standard input", err)
		}
		defer f.Close()
		from = f
	} else if file, isFile := s.stdin.(io.Writer); isFile && isTerminal(file) {
		fmt.Fprintln(s.stderr, "Paste the SAMLResponse, the form or AWS's error, then press Ctrl+D on a new line.")
	}
	data, err := io.ReadAll(io.LimitReader(from, sso.MaxInput+1))
	if err != nil {
		return nil, fmt.Errorf("the sign-in cannot be read: %w", err)
	}
	if len(data) == 0 {
		return nil, errors.New("there is nothing to judge: name a file, or pipe a SAMLResponse in")
	}
	return data, nil
}
