package stack

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/pause"
	"github.com/ringside/ringside/internal/stack/template"
)

// Change is what CloudFormation would do to one resource.
type Change struct {
	Action  Action `json:"action"` // create, change, remove, or replace: a new one is made, and the old one deleted
	Name    string `json:"name"`   // in the template
	Type    string `json:"type"`   // such as AWS::Kinesis::Stream
	ID      string `json:"id,omitzero"`
	Because string `json:"because,omitzero"` // which parts change
}

// changeSet is one that waits to be executed; with no name there is nothing to do.
type changeSet struct {
	name    string
	stack   string // id
	changes []Change
}

// changeSetName is that of all of ours: an old one is of no use when a new one is drawn.
const changeSetName = "ringside"

// propose has CloudFormation say what it would do. Nothing is changed by it, but that a stack which is not there yet is listed, empty, in
// review; discard ends that.
func (c *Clients) propose(ctx context.Context, w *Wish, s *state) (*changeSet, error) {
	in, err := w.request(s)
	if err != nil {
		return nil, err
	}
	if err := c.forget(ctx, *in.StackName); err != nil {
		return nil, err
	}
	out, err := c.CloudFormation.CreateChangeSet(ctx, in)
	if err != nil {
		return nil, awsaccess.Explained("create a change set of the stack "+*in.StackName, err)
	}
	set := &changeSet{name: changeSetName, stack: aws.ToString(out.StackId)}
	if err := c.examine(ctx, set); err != nil {
		return nil, errors.Join(err, c.discard(ctx, w, s))
	}
	if len(set.changes) == 0 {
		return &changeSet{stack: set.stack}, c.discard(ctx, w, s)
	}
	return set, nil
}

func (w *Wish) request(s *state) (*cloudformation.CreateChangeSetInput, error) {
	given, err := template.Parameters(w.Shape, w.Options)
	if err != nil {
		return nil, err
	}
	in := &cloudformation.CreateChangeSetInput{
		StackName: aws.String(w.StackName()), ChangeSetName: aws.String(changeSetName), ChangeSetType: cfn.ChangeSetTypeCreate,
		TemplateBody: aws.String(template.Text(w.Shape)), Capabilities: []cfn.Capability{cfn.CapabilityCapabilityNamedIam},
		Description: aws.String("drawn by ringside aws"),
		ClientToken: aws.String(rand.Text()), // when the SDK asks again, because no answer came, CloudFormation knows that it is the same
	}
	if s.stack.there() {
		in.ChangeSetType = cfn.ChangeSetTypeUpdate
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		in.Parameters = append(in.Parameters, cfn.Parameter{ParameterKey: aws.String(name), ParameterValue: aws.String(given[name])})
	}
	tags := w.tags(s)
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		in.Tags = append(in.Tags, cfn.Tag{Key: aws.String(key), Value: aws.String(tags[key])})
	}
	return in, nil
}

// forget deletes a change set that an earlier run has left.
func (c *Clients) forget(ctx context.Context, name string) error {
	_, err := c.CloudFormation.DeleteChangeSet(ctx, &cloudformation.DeleteChangeSetInput{StackName: &name, ChangeSetName: aws.String(changeSetName)})
	if gone(err) {
		return nil
	}
	return awsaccess.Explained("delete the last change set of the stack "+name, err)
}

// strangers are the names of change sets that Ringside did not make, of a stack in which there is nothing else yet.
func (c *Clients) strangers(ctx context.Context, stack string) ([]string, error) {
	in, names := &cloudformation.ListChangeSetsInput{StackName: &stack}, []string{}
	for {
		out, err := c.CloudFormation.ListChangeSets(ctx, in)
		if unknown(err) {
			return nil, nil // it has just gone
		}
		if err != nil {
			return nil, awsaccess.Explained("list the change sets of the stack "+stack, err)
		}
		for _, set := range out.Summaries {
			ours, err := c.drawn(ctx, stack, set)
			if err != nil {
				return nil, err
			}
			if !ours {
				names = append(names, aws.ToString(set.ChangeSetName))
			}
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return names, nil
		}
	}
}

// drawn tells whether a change set is one of ours: by its name, and by the tags that it would give to the stack.
func (c *Clients) drawn(ctx context.Context, stack string, set cfn.ChangeSetSummary) (bool, error) {
	if aws.ToString(set.ChangeSetName) != changeSetName {
		return false, nil
	}
	out, err := c.CloudFormation.DescribeChangeSet(ctx, &cloudformation.DescribeChangeSetInput{StackName: &stack, ChangeSetName: set.ChangeSetName})
	if gone(err) {
		return true, nil
	}
	if err != nil {
		return false, awsaccess.Explained("describe the change set", err)
	}
	return slices.ContainsFunc(out.Tags, func(t cfn.Tag) bool { return aws.ToString(t.Key) == ownerTag && aws.ToString(t.Value) == ownerValue }), nil
}

// gone tells whether CloudFormation says that a change set, or its stack, is not there.
func gone(err error) bool {
	code := awsaccess.Code(err)
	return code == "ChangeSetNotFound" || code == "ChangeSetNotFoundException" || unknown(err)
}

// tidying is how long what was proposed may take to be thrown away, which is done when whoever asked has gone too.
const tidying = 30 * time.Second

// discard throws a change set away, and the empty stack that came with it.
func (c *Clients) discard(ctx context.Context, w *Wish, s *state) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tidying)
	defer cancel()
	if s.stack != nil {
		return c.forget(ctx, w.StackName())
	}
	return c.discardEmpty(ctx, w.StackName())
}

// discardEmpty throws a stack away in which there is nothing but a change set of ours.
func (c *Clients) discardEmpty(ctx context.Context, name string) error {
	if err := c.forget(ctx, name); err != nil {
		return err
	}
	_, err := c.CloudFormation.DeleteStack(ctx, &cloudformation.DeleteStackInput{StackName: &name, ClientRequestToken: aws.String(rand.Text())})
	return awsaccess.Explained("delete the empty stack that a change set left, "+name, err)
}

// examine waits until CloudFormation has worked a change set out, and reads it.
func (c *Clients) examine(ctx context.Context, set *changeSet) error {
	in := &cloudformation.DescribeChangeSetInput{StackName: &set.stack, ChangeSetName: &set.name}
	for {
		out, err := c.CloudFormation.DescribeChangeSet(ctx, in)
		if err != nil {
			return awsaccess.Explained("describe the change set", err)
		}
		switch out.Status {
		case cfn.ChangeSetStatusCreateComplete:
			set.add(out.Changes)
			if in.NextToken = out.NextToken; in.NextToken == nil {
				return nil
			}
		case cfn.ChangeSetStatusFailed:
			if reason := aws.ToString(out.StatusReason); !nothingToDo(reason) {
				return fmt.Errorf("CloudFormation cannot work out what to do: %s", reason)
			}
			return nil
		default:
			if err := pause.For(ctx, min(time.Second, c.Every)); err != nil {
				return err
			}
		}
	}
}

// nothingToDo tells whether a change set failed because there is nothing to change; CloudFormation has no other word for that.
func nothingToDo(reason string) bool {
	return strings.Contains(reason, "didn't contain changes") || strings.Contains(reason, "No updates are to be performed")
}

func (s *changeSet) add(changes []cfn.Change) {
	for _, change := range changes {
		r := change.ResourceChange
		if r == nil {
			continue
		}
		one := Change{Name: aws.ToString(r.LogicalResourceId), Type: aws.ToString(r.ResourceType), ID: aws.ToString(r.PhysicalResourceId), Action: Modify}
		switch {
		case r.Action == cfn.ChangeActionAdd:
			one.Action = Create
		case r.Action == cfn.ChangeActionRemove:
			one.Action = Remove
		case r.Replacement == cfn.ReplacementTrue:
			one.Action = Replace
		}
		for _, scope := range r.Scope {
			one.Because = strings.TrimPrefix(one.Because+", "+strings.ToLower(string(scope)), ", ")
		}
		s.changes = append(s.changes, one)
	}
}
