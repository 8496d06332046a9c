package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/ringside/ringside/internal/stack"
	"github.com/ringside/ringside/internal/stack/template"
)

type awsPlanCommand struct {
	awsWish `embed:""`
	Format  string `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside aws plan --help.
func (c *awsPlanCommand) Help() string {
	return `Reads the account and the instance, has CloudFormation say what it would do, and prints that: every resource, where the instance would
send, every permission, the monthly costs, and what you need to be allowed yourself. Nothing is changed; the change set is thrown away.

Credentials, proxies, authorities and endpoints are those of the AWS command line: AWS_PROFILE, HTTPS_PROXY, AWS_CA_BUNDLE,
AWS_ENDPOINT_URL_CLOUDFORMATION and the like.

Exit code: 0 nothing is left to do, 3 something is, 1 or 2 it could not be looked at.

Example:  ringside aws plan --instance ARN
          ringside aws plan --instance ARN --permissions-boundary ARN --role-path /contact-centre/ --tag team=cc`
}

// Run prints the difference.
func (c *awsPlanCommand) Run(s *session) error {
	w, err := c.wish()
	if err != nil {
		return err
	}
	clients, err := c.clients(s, &w)
	if err != nil {
		return err
	}
	plan, err := clients.Draw(s.ctx, w)
	if err != nil {
		return advised(err)
	}
	return showStackPlan(s.stdout, c.Format, plan, true)
}

// showStackPlan prints a plan and says by the exit code whether anything is left. Whole is with permissions and costs.
func showStackPlan(w io.Writer, format string, p *stack.Plan, whole bool) error {
	var err error
	if format == "json" {
		err = grid{}.write(w, format, p)
	} else {
		err = writeStackPlan(w, p, whole)
	}
	if err == nil && !p.Settled() {
		return exitError{code: exitIncomplete}
	}
	return err
}

// stackMarks are how a line begins that says what becomes of something.
var stackMarks = map[stack.Action]string{
	stack.Create: "+ create ", stack.Modify: "~ change ", stack.Replace: "± replace ", stack.Remove: "- remove ", stack.Keep: "  as it shall be ", stack.Blocked: "! blocked ",
}

// writeStackPlan prints a plan for people.
func writeStackPlan(w io.Writer, p *stack.Plan, whole bool) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "Account %s, as %s\nInstance %s (%s)\nShape %s, stack %s", p.Account, p.Caller, p.Instance, p.Alias, p.Shape, p.Stack)
	if p.Status != "" {
		fmt.Fprintf(&out, ", %s", p.Status)
	}
	fmt.Fprintln(&out)
	if whole {
		writeOperator(&out, p)
	}
	fmt.Fprintln(&out)
	for _, step := range p.Steps {
		writeStep(&out, step)
		if step.Kind == "stack" {
			writeChanges(&out, p.Changes)
		}
	}
	if p.Settled() {
		fmt.Fprintln(&out, "\nNothing is left to do.")
	}
	if whole {
		writePermissions(&out, p.Permissions)
		writeCost(&out, p.Cost)
		writeLines(&out, "What this shape does not do:", p.Limits)
	}
	writeLines(&out, "Then:", p.Next)
	if whole && !p.Settled() && !p.Blocked() {
		fmt.Fprintf(&out, "\nTo do exactly this: ringside aws apply with the same flags and --agreed %s\n", p.Digest)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// writeLines prints a list below its title; an empty one not at all.
func writeLines(out *bytes.Buffer, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintln(out, "\n"+title)
	for _, line := range lines {
		fmt.Fprintln(out, "  -", line)
	}
}

func writeChanges(out *bytes.Buffer, all []stack.Change) {
	for _, c := range all {
		fmt.Fprintf(out, "      %s%s (%s)", stackMarks[c.Action], c.Name, c.Type)
		if c.Because != "" {
			fmt.Fprintf(out, ": %s", c.Because)
		}
		fmt.Fprintln(out)
	}
}

func writeStep(out *bytes.Buffer, step stack.Step) {
	fmt.Fprintln(out, stackMarks[step.Action]+step.Kind, step.Subject)
	for _, line := range []struct{ name, text string }{{"is", step.Is}, {"shall be", step.Shall}, {"because", step.Because}} {
		if line.text != "" {
			fmt.Fprintf(out, "      %s: %s\n", line.name, line.text)
		}
	}
}

// writeOperator prints what whoever applies the plan needs.
func writeOperator(out *bytes.Buffer, p *stack.Plan) {
	fmt.Fprintf(out, "\nWhat you need to be allowed, as an IAM policy:\n  %s\n", strings.ReplaceAll(string(p.Operator), "\n", "\n  "))
}

// writePermissions prints who may do what once the stack is there.
func writePermissions(out *bytes.Buffer, all []template.Component) {
	fmt.Fprintln(out, "\nWhat each part may do then:")
	for _, c := range all {
		fmt.Fprintf(out, "  %s (%s %s)\n", c.Name, c.Kind, c.ARN)
		for _, s := range c.Statements {
			fmt.Fprintf(out, "    %s %s\n", strings.ToLower(s.Effect), strings.Join(s.Actions, ", "))
			if len(s.Principal) > 0 {
				fmt.Fprintf(out, "      to %s\n", strings.Join(s.Principal, ", "))
			}
			if len(s.Resources) > 0 {
				fmt.Fprintf(out, "      on %s\n", strings.Join(s.Resources, ", "))
			}
		}
	}
}

// writeCost prints the estimate, and what it assumes.
func writeCost(out *bytes.Buffer, e template.Estimate) {
	if len(e.Lines) == 0 {
		return
	}
	switch {
	case e.Total == nil:
		fmt.Fprintf(out, "\nWhat costs something each month in %s. Ringside knows no prices of this Region: --prices brings them.\n", e.Region)
	case e.Complete:
		fmt.Fprintf(out, "\nAbout %.2f US dollars a month in %s, by prices read %s, without taxes:\n", *e.Total, e.Region, e.Read)
	default:
		fmt.Fprintf(out, "\nAbout %.2f US dollars a month in %s, by prices read %s, without taxes and without what is not known (--prices brings it):\n", *e.Total, e.Region, e.Read)
	}
	for _, line := range e.Lines {
		price := "not known: " + line.Price
		if line.Monthly != nil {
			price = fmt.Sprintf("%.2f", *line.Monthly)
		}
		fmt.Fprintf(out, "  %-60s %14.2f %-16s %s\n", line.What, line.Quantity, line.Unit, price)
	}
	for _, text := range e.Assumptions {
		fmt.Fprintln(out, "  -", text)
	}
	if e.Source != "" {
		fmt.Fprintln(out, "  Prices:", e.Source)
	}
}
