package main

import (
	"cmp"
	"fmt"

	"github.com/ringside/ringside/internal/stack/template"
)

type awsPolicyCommand struct {
	awsWish `embed:""`
}

// Help is shown by ringside aws policy --help.
func (c *awsPolicyCommand) Help() string {
	return `Nobody is asked, so that whoever may do nothing yet can give it to whoever decides. Take the flags that you would give to ringside aws plan: what
is made by others, such as roles, is not in it. ringside aws plan prints it too.

Example:  ringside aws policy --instance ARN > ringside-operator.json`
}

// Run prints it.
func (c *awsPolicyCommand) Run(s *session) error {
	w, err := c.wish()
	if err != nil {
		return err
	}
	text, err := template.OperatorPolicy(cmp.Or(w.Shape, template.Streams), w.Options)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.stdout, string(text))
	return err
}
