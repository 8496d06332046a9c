package main

import (
	"errors"
	"fmt"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/stack/template"
)

// awsCommand sets up what brings records from Amazon Connect to Ringside.
type awsCommand struct {
	Plan     awsPlanCommand     `cmd:"" help:"Say what would be made in AWS, what it may do and what it costs. Nothing is changed."`
	Apply    awsApplyCommand    `cmd:"" help:"Do what the plan says."`
	Status   awsStatusCommand   `cmd:"" help:"Say whether all is still as it was made."`
	Remove   awsRemoveCommand   `cmd:"" help:"Give the instance back what it had, and delete what was made."`
	Policy   awsPolicyCommand   `cmd:"" help:"Print the IAM policy that you need for apply and remove. Nobody is asked."`
	Template awsTemplateCommand `cmd:"" help:"Print the CloudFormation template of what is made in AWS."`
}

// Help is shown by ringside aws --help.
func (c *awsCommand) Help() string {
	return `Brings contact records, agent events and contact events from Amazon Connect to Ringside, in one of three shapes:

  streams      Kinesis streams and an SQS queue that Ringside reads. Nothing has to reach Ringside from outside.
  https        Firehose and EventBridge send to Ringside's https address.
  opensearch   Firehose writes into OpenSearch, as AWS users have published it; a function of yours refills what waits.`
}

// advised adds to an error of Amazon's what a person can do about it.
func advised(err error) error {
	advice := awsaccess.Advice(err)
	if _, refused := errors.AsType[*awsaccess.Refusal](err); refused {
		advice = "ringside aws policy prints all that you need to be allowed"
	}
	if advice == "" {
		return err
	}
	return fmt.Errorf("%w\n%s", err, advice)
}

type awsTemplateCommand struct {
	Shape template.Shape `default:"streams" enum:"streams,https,opensearch" help:"streams, https or opensearch."`
}

// Help is shown by ringside aws template --help.
func (c *awsTemplateCommand) Help() string {
	return `The template is the one truth about what is made: nothing else is. It can be read, linted and given to CloudFormation by hand. What
Amazon Connect has to be told besides, namely where to send, is in no template.

Example: ringside aws template --shape streams > ringside.yaml`
}

// Run prints it.
func (c *awsTemplateCommand) Run(s *session) error {
	_, err := fmt.Fprint(s.stdout, template.Text(c.Shape))
	return err
}
