package stack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/pause"
)

// Resource is one of a stack.
type Resource struct {
	Name   string   `json:"name"` // in the template
	Type   string   `json:"type"`
	ID     string   `json:"id,omitzero"`
	Status string   `json:"status"`
	Reason string   `json:"reason,omitzero"`
	Drift  string   `json:"drift,omitzero"` // IN_SYNC, MODIFIED, DELETED, NOT_CHECKED; "" where nobody was asked
	Parts  []string `json:"parts,omitempty"`
}

// Status is how a stack is, and where its instance sends.
type Status struct {
	Stack     *Stack     `json:"stack"` // null: there is none
	Resources []Resource `json:"resources"`
	// Drifted is whether somebody changed a resource by hand; null where CloudFormation did not tell, and Because says why.
	Drifted  *bool    `json:"drifted"`
	Because  string   `json:"because,omitzero"`
	Targets  []Step   `json:"targets"`
	Findings []string `json:"findings"` // what is not as it shall be, in words
}

func (s *Status) find(format string, args ...any) {
	s.Findings = append(s.Findings, fmt.Sprintf(format, args...))
}

// Inspect says how the stack of a name is. Nothing is changed.
func (c *Clients) Inspect(ctx context.Context, name string) (*Status, error) {
	st := &Status{Resources: []Resource{}, Targets: []Step{}, Findings: []string{}}
	var err error
	if st.Stack, err = c.stack(ctx, name); err != nil {
		return nil, err
	}
	if st.Stack == nil {
		st.find("there is no stack %s: ringside aws apply makes it", name)
		return st, nil
	}
	if !st.Stack.ours() {
		st.find("the stack %s was not made by Ringside", name)
		return st, nil
	}
	if st.Resources, err = c.resources(ctx, st.Stack.ID); err != nil {
		return nil, err
	}
	st.judge()
	if !st.Stack.busy() && !st.Stack.wreck() {
		if err := c.drift(ctx, st); err != nil {
			return nil, err
		}
	}
	return st, c.inspectTargets(ctx, st)
}

// resources are those of a stack, by its id also when it is gone.
func (c *Clients) resources(ctx context.Context, stack string) ([]Resource, error) {
	in, all := &cloudformation.ListStackResourcesInput{StackName: &stack}, []Resource{}
	for {
		out, err := c.CloudFormation.ListStackResources(ctx, in)
		if err != nil {
			return nil, awsaccess.Explained("list the resources of the stack", err)
		}
		for _, r := range out.StackResourceSummaries {
			all = append(all, Resource{
				Name: aws.ToString(r.LogicalResourceId), Type: aws.ToString(r.ResourceType), ID: aws.ToString(r.PhysicalResourceId),
				Status: string(r.ResourceStatus), Reason: aws.ToString(r.ResourceStatusReason),
			})
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}

// judge finds what CloudFormation itself says is wrong.
func (s *Status) judge() {
	switch {
	case s.Stack.busy():
		s.find("CloudFormation is at work: %s", s.Stack.Status)
	case s.Stack.wreck(), s.Stack.Status == string(cfn.StackStatusUpdateRollbackFailed):
		s.find("the stack is %s: %s", s.Stack.Status, s.Stack.Reason)
	case s.Stack.Status == string(cfn.StackStatusUpdateRollbackComplete):
		s.find("the last change failed and was undone: %s", s.Stack.Reason)
	}
	for _, r := range s.Resources {
		switch r.Status {
		case string(cfn.ResourceStatusCreateFailed), string(cfn.ResourceStatusUpdateFailed), string(cfn.ResourceStatusDeleteFailed):
			s.find("%s", cause(r.Name, r.Type, r.Reason))
		}
	}
}

// drifting is how long CloudFormation may take to compare a stack with what is there.
const drifting = 3 * time.Minute

// drift has CloudFormation compare each resource with the template.
func (c *Clients) drift(ctx context.Context, s *Status) error {
	begun, err := c.CloudFormation.DetectStackDrift(ctx, &cloudformation.DetectStackDriftInput{StackName: &s.Stack.ID})
	if err != nil {
		return c.undetected(ctx, s, "detect drift", err)
	}
	for until := time.Now().Add(drifting); ; {
		out, err := c.CloudFormation.DescribeStackDriftDetectionStatus(ctx, &cloudformation.DescribeStackDriftDetectionStatusInput{StackDriftDetectionId: begun.StackDriftDetectionId})
		if err != nil {
			return c.undetected(ctx, s, "describe the detection of drift", err)
		}
		if out.DetectionStatus != cfn.StackDriftDetectionStatusDetectionInProgress {
			s.Because = aws.ToString(out.DetectionStatusReason)
			return c.drifted(ctx, s)
		}
		if time.Now().After(until) {
			return c.undetected(ctx, s, "detect drift", errors.New("CloudFormation is still comparing"))
		}
		if err := pause.For(ctx, c.Every); err != nil {
			return err
		}
	}
}

// undetected says why CloudFormation did not compare, and looks at least whether the streams are there: without them everything is lost.
func (c *Clients) undetected(ctx context.Context, s *Status, what string, why error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.Because = "Whether somebody has changed a resource is not known, but for streams: " + awsaccess.Explained(what, why).Error()
	for _, r := range records {
		stream := s.Stack.Outputs[r.output]
		if !strings.Contains(stream, ":kinesis:") {
			continue
		}
		if is := c.encryption(ctx, stream); awsaccess.Code(is.Err) == "ResourceNotFoundException" {
			s.find("the stream of %s is not there any more: %s", r.name, stream)
		}
	}
	return nil
}

// drifted reads what the comparison has found.
func (c *Clients) drifted(ctx context.Context, s *Status) error {
	in, found := &cloudformation.DescribeStackResourceDriftsInput{StackName: &s.Stack.ID}, map[string]cfn.StackResourceDrift{}
	for {
		out, err := c.CloudFormation.DescribeStackResourceDrifts(ctx, in)
		if err != nil {
			return awsaccess.Explained("read which resources have drifted", err)
		}
		for _, d := range out.StackResourceDrifts {
			found[aws.ToString(d.LogicalResourceId)] = d
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
	}
	any := false
	for i := range s.Resources {
		r := &s.Resources[i]
		d, compared := found[r.Name]
		if !compared {
			continue
		}
		r.Drift = string(d.StackResourceDriftStatus)
		for _, p := range d.PropertyDifferences {
			r.Parts = append(r.Parts, fmt.Sprintf("%s is %s, not %s", aws.ToString(p.PropertyPath), aws.ToString(p.ActualValue), aws.ToString(p.ExpectedValue)))
		}
		switch d.StackResourceDriftStatus {
		case cfn.StackResourceDriftStatusDeleted:
			any = true
			s.find("%s (%s %s) was deleted by hand", r.Name, r.Type, r.ID)
		case cfn.StackResourceDriftStatusModified:
			any = true
			s.find("%s (%s %s) was changed by hand: %v", r.Name, r.Type, r.ID, r.Parts)
		default: // in sync, or CloudFormation cannot compare this type
		}
	}
	s.Drifted = &any
	return nil
}

// inspectTargets compares where the instance sends with what the stack has for it.
func (c *Clients) inspectTargets(ctx context.Context, s *Status) error {
	_, instance := place(s.Stack.instance())
	if instance == "" {
		s.find("the stack does not say for which instance it is")
		return nil
	}
	is, err := c.targets(ctx, instance)
	if err != nil {
		return err
	}
	for _, r := range records {
		step := Step{Kind: "target", Subject: r.name, Action: Keep, Is: is[r.name].ARN, Shall: s.Stack.Outputs[r.output]}
		if step.Is != step.Shall {
			step.Action = Modify
			s.find("the instance sends %s to %s, and not to %s: ringside aws apply", r.name, orNowhere(step.Is), orNowhere(step.Shall))
		}
		s.Targets = append(s.Targets, step)
	}
	return nil
}

func orNowhere(arn string) string {
	if arn == "" || arn == nowhere {
		return "nowhere"
	}
	return arn
}
