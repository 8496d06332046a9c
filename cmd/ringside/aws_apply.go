package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/schollz/progressbar/v3"

	"github.com/ringside/ringside/internal/stack"
)

type awsApplyCommand struct {
	awsWish `embed:""`
	Agreed  string `placeholder:"DIGEST" help:"Do it only if the plan is still the one of this digest, which ringside aws plan prints."`
	Format  string `default:"table" enum:"table,json" help:"table, or json: one object a line for what happens, and the plan that is left as the last."`
}

// Help is shown by ringside aws apply --help.
func (c *awsApplyCommand) Help() string {
	return `Does what ringside aws plan says: makes or changes the CloudFormation stack, and then tells the instance where to send.

It may be stopped anywhere: CloudFormation goes on by itself, and running this again goes on with the rest. Where it fails, CloudFormation
undoes what it did, and targets of the instance that were set are given back. When all is as it shall be it changes nothing.

Exit code: 0 nothing is left to do, 3 something stands in the way and nothing was done, 1 or 2 it failed.

Example:  ringside aws apply --instance ARN --shape streams
          ringside serve --aws-stack ringside --aws-region ap-northeast-2     # reads what it made`
}

// Run makes what is what shall be.
func (c *awsApplyCommand) Run(s *session) error {
	w, err := c.wish()
	if err != nil {
		return err
	}
	clients, err := c.clients(s, &w)
	if err != nil {
		return err
	}
	hear, done := stackEvents(s, c.Format)
	left, err := clients.Apply(s.ctx, w, c.Agreed, hear)
	done()
	if errors.Is(err, stack.ErrBlocked) {
		return showStackPlan(s.stdout, c.Format, left, false)
	}
	if errors.Is(err, stack.ErrChanged) {
		return fmt.Errorf("%w: look at ringside aws plan again; nothing was done", err)
	}
	if err != nil {
		return advised(err)
	}
	if c.Format == "json" {
		return json.NewEncoder(s.stdout).Encode(left)
	}
	return showStackPlan(s.stdout, c.Format, left, false)
}

// stackEvents tells what happens: a line each on standard error, with a bar below them on a terminal; or JSON on standard output.
func stackEvents(s *session, format string) (hear func(stack.Event), done func()) {
	if format == "json" {
		encoder := json.NewEncoder(s.stdout)
		return func(e stack.Event) { _ = encoder.Encode(e) }, func() {} // who does not read does not stop it
	}
	var bar *progressbar.ProgressBar
	if isTerminal(s.stderr) {
		bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(s.stderr), progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish())
	}
	hear = func(e stack.Event) {
		if bar != nil {
			_ = bar.Clear() // what a terminal cannot show is not worth stopping for
		}
		fmt.Fprintln(s.stderr, stackEvent(e))
		if bar != nil && e.Of > 0 {
			bar.ChangeMax(e.Of)
			_ = bar.Set(min(e.Done, e.Of))
		}
	}
	return hear, func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
}

// stackEvent is one line.
func stackEvent(e stack.Event) string {
	line := e.At.Local().Format("15:04:05") + "  " + e.Status + "  " + e.Subject
	if e.Kind != "resource" && e.Kind != "data" {
		line = e.At.Local().Format("15:04:05") + "  " + e.Status + "  " + e.Kind + " " + e.Subject
	}
	if e.Type != "" && e.Kind != "stack" {
		line += " (" + e.Type + ")"
	}
	if e.Reason != "" {
		line += ": " + e.Reason
	}
	return line
}
