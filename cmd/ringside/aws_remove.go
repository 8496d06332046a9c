package main

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"

	"github.com/ringside/ringside/internal/stack"
)

type awsRemoveCommand struct {
	awsStackFlags `embed:""`
	DeleteData    bool   `help:"Delete the bucket with the backup, and a key or an OpenSearch domain that the stack has made, too. They are kept without it."`
	Yes           bool   `help:"Do not ask."`
	Format        string `default:"table" enum:"table,json" help:"table, or json: one object a line for what happens."`
}

// Help is shown by ringside aws remove --help.
func (c *awsRemoveCommand) Help() string {
	return `Gives the instance back the targets that it had before the stack, which the stack's tags tell; then deletes the stack. What somebody has
changed since is left. Streams go with what is in them; the bucket with the backup stays, and so does a key that was made for it, or a domain of OpenSearch.
With --delete-data, also afterwards, they go too; the key can be had back for 30 days.

It may be stopped anywhere, and run again.`
}

// Run removes.
func (c *awsRemoveCommand) Run(s *session) error {
	clients, err := c.clients(s)
	if err != nil {
		return err
	}
	what, err := clients.Leaving(s.ctx, c.Name)
	if err != nil {
		return advised(err)
	}
	if what.Stack == nil && !what.Proposed && (len(what.Kept) == 0 || !c.DeleteData) {
		fmt.Fprintf(s.stderr, "There is no stack %s.\n", c.Name)
		if len(what.Kept) > 0 {
			fmt.Fprintln(s.stderr, "It has left data; --delete-data deletes them:", names(what.Kept))
		}
		return nil
	}
	if !c.Yes && !c.agreed(s, what) {
		return exitError{exitIncomplete, "nothing was removed"}
	}
	hear, done := stackEvents(s, c.Format)
	defer done()
	if err := clients.Remove(s.ctx, c.Name, c.DeleteData, hear); err != nil {
		return advised(err)
	}
	if !c.DeleteData && len(what.Kept) > 0 {
		fmt.Fprintln(s.stderr, "Kept:", names(what.Kept)+"; ringside aws remove --delete-data deletes them.")
	}
	return nil
}

func names(all []stack.Resource) string {
	var texts []string
	for _, r := range all {
		if r.Type != "AWS::S3::BucketPolicy" {
			texts = append(texts, r.ID)
		}
	}
	return strings.Join(texts, ", ")
}

// agreed asks the person, if there is one.
func (c *awsRemoveCommand) agreed(s *session, what *stack.Removal) bool {
	var out bytes.Buffer
	for _, t := range what.Targets {
		writeStep(&out, t)
	}
	if what.Proposed {
		fmt.Fprintf(&out, "- remove the empty stack %s, with a change set that was not executed\n", c.Name)
	}
	for _, r := range what.Gone {
		fmt.Fprintf(&out, "- remove %s (%s) %s\n", r.Name, r.Type, r.ID)
	}
	for _, r := range what.Kept {
		mark := "  keep "
		if c.DeleteData {
			mark = "- remove "
		}
		fmt.Fprintf(&out, "%s%s (%s) %s\n", mark, r.Name, r.Type, r.ID)
	}
	_, _ = s.stderr.Write(out.Bytes()) // who cannot read it is not asked either
	if !isTerminal(s.stderr) {
		fmt.Fprintln(s.stderr, "Add --yes to do this.")
		return false
	}
	fmt.Fprint(s.stderr, "Type remove to go on: ")
	line, _ := bufio.NewReader(s.stdin).ReadString('\n') // no line is no
	return strings.TrimSpace(line) == "remove"
}
