package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"github.com/ringside/ringside/internal/stack"
)

type awsStatusCommand struct {
	awsStackFlags `embed:""`
	Format        string `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside aws status --help.
func (c *awsStatusCommand) Help() string {
	return `Says how the stack is, whether somebody has changed a resource by hand (CloudFormation compares all of them, which takes a while),
and whether the instance still sends where it shall. Nothing is changed.

Exit code: 0 all is as it shall be, 3 something is not, 1 or 2 it could not be looked at.`
}

// Run says it.
func (c *awsStatusCommand) Run(s *session) error {
	clients, err := c.clients(s)
	if err != nil {
		return err
	}
	status, err := clients.Inspect(s.ctx, c.Name)
	if err != nil {
		return advised(err)
	}
	if c.Format == "json" {
		err = grid{}.write(s.stdout, c.Format, status)
	} else {
		_, err = s.stdout.Write(stackStatus(status))
	}
	if err == nil && len(status.Findings) > 0 {
		return exitError{code: exitIncomplete}
	}
	return err
}

// stackStatus is for people.
func stackStatus(st *stack.Status) []byte {
	var out bytes.Buffer
	if st.Stack != nil {
		fmt.Fprintf(&out, "Stack %s, %s\nInstance %s\n\n", st.Stack.Name, st.Stack.Status, st.Stack.Parameters["InstanceArn"])
		for _, r := range st.Resources {
			fmt.Fprintf(&out, "  %-28s %-40s %s\n", r.Name, r.Type, r.Status)
		}
		for _, t := range st.Targets {
			fmt.Fprintf(&out, "  %s go to %s\n", t.Subject, t.Is)
		}
		for _, name := range slices.Sorted(maps.Keys(st.Stack.Outputs)) {
			fmt.Fprintf(&out, "  %s: %s\n", name, st.Stack.Outputs[name])
		}
	}
	switch {
	case st.Because != "":
		fmt.Fprintln(&out, "\n"+st.Because)
	case st.Drifted != nil && !*st.Drifted:
		fmt.Fprintln(&out, "\nNobody has changed a resource by hand.")
	}
	if len(st.Findings) == 0 {
		fmt.Fprintln(&out, "\nAll is as it shall be, as far as was looked.")
	}
	for _, f := range st.Findings {
		fmt.Fprintln(&out, "!", f)
	}
	return out.Bytes()
}
