package stack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/pause"
)

// Event is something that has happened while a plan is applied or a stack removed.
type Event struct {
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"` // stack, resource, target, data
	Subject string    `json:"subject"`
	Type    string    `json:"type,omitzero"` // of a resource
	Status  string    `json:"status"`        // CloudFormation's, or done or failed
	Reason  string    `json:"reason,omitzero"`
	Done    int       `json:"done,omitzero"` // resources that are finished, of Of
	Of      int       `json:"of,omitzero"`
}

// follower watches a stack.
type follower struct {
	*Clients
	stack string // id
	of    int    // resources; 0 where it is not known
	hear  func(Event)

	seen   map[string]bool // ids of events
	done   map[string]bool // resources that are finished
	failed []string        // why, the first cause first
}

// follow begins with what comes after now.
func (c *Clients) follow(ctx context.Context, stack string, of int, hear func(Event)) (*follower, error) {
	f := &follower{Clients: c, stack: stack, of: of, hear: hear, seen: map[string]bool{}, done: map[string]bool{}}
	news, err := f.news(ctx)
	for _, e := range news {
		f.seen[aws.ToString(e.EventId)] = true
	}
	return f, err
}

// toTheEnd is until, for what was asked for a moment ago: CloudFormation answers before it begins, and a stack looks as before until then.
func (f *follower) toTheEnd(ctx context.Context) (*Stack, error) {
	for range 60 {
		news, err := f.news(ctx)
		if err != nil {
			return nil, err
		}
		f.tell(news)
		s, err := f.Clients.stack(ctx, f.stack)
		if err != nil {
			return nil, err
		}
		if len(news) > 0 || s.busy() || s == nil {
			return f.until(ctx)
		}
		if err := pause.For(ctx, f.Every); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("CloudFormation does not begin: run this again in a minute")
}

// until tells of events until CloudFormation has ended its work, and returns the stack as it is then.
func (f *follower) until(ctx context.Context) (*Stack, error) {
	for {
		s, err := f.Clients.stack(ctx, f.stack)
		if err != nil {
			return nil, err
		}
		news, err := f.news(ctx) // after the status, so that the last one is told too
		if err != nil {
			return nil, err
		}
		f.tell(news)
		if !s.busy() {
			return s, nil
		}
		if err := pause.For(ctx, f.Every); err != nil {
			return s, err
		}
	}
}

// news are events that were not seen yet, the oldest first.
func (f *follower) news(ctx context.Context) ([]cfn.StackEvent, error) {
	in, news := &cloudformation.DescribeStackEventsInput{StackName: &f.stack}, []cfn.StackEvent{}
	for {
		out, err := f.CloudFormation.DescribeStackEvents(ctx, in)
		if unknown(err) {
			return nil, nil
		}
		if err != nil {
			return nil, awsaccess.Explained("read the events of the stack", err)
		}
		for _, e := range out.StackEvents {
			if f.seen[aws.ToString(e.EventId)] {
				slices.Reverse(news)
				return news, nil
			}
			news = append(news, e)
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			slices.Reverse(news)
			return news, nil
		}
	}
}

func (f *follower) tell(news []cfn.StackEvent) {
	for _, e := range news {
		f.seen[aws.ToString(e.EventId)] = true
		status, name, reason := string(e.ResourceStatus), aws.ToString(e.LogicalResourceId), aws.ToString(e.ResourceStatusReason)
		told := Event{At: aws.ToTime(e.Timestamp), Kind: "resource", Subject: name, Type: aws.ToString(e.ResourceType), Status: status, Reason: reason, Of: f.of}
		if told.Type == "AWS::CloudFormation::Stack" {
			told.Kind = "stack"
		} else if strings.HasSuffix(status, "_COMPLETE") || strings.HasSuffix(status, "_SKIPPED") {
			f.done[name] = true
		}
		if strings.HasSuffix(status, "_FAILED") && told.Kind == "resource" && !strings.Contains(reason, "cancelled") {
			f.failed = append(f.failed, cause(name, told.Type, reason))
		}
		told.Done = len(f.done)
		f.hear(told)
	}
}

// cause says why a resource failed; of a refusal, whose policy it was.
func cause(name, kind, reason string) string {
	text := fmt.Sprintf("%s (%s): %s", name, kind, reason)
	for _, word := range []string{"AccessDenied", "not authorized to perform", "UnauthorizedOperation"} {
		if strings.Contains(reason, word) {
			return text + ": " + awsaccess.Cause(reason)
		}
	}
	return text
}

// outcome is nil where a stack ended well.
func (f *follower) outcome(s *Stack, good ...cfn.StackStatus) error {
	if s == nil || slices.Contains(good, cfn.StackStatus(s.Status)) {
		return nil
	}
	why := s.Reason
	if len(f.failed) > 0 {
		why = strings.Join(f.failed, "; ")
	}
	if why == "" {
		why = "CloudFormation does not say why"
	}
	return fmt.Errorf("the stack %s ended as %s: %s", s.Name, s.Status, why)
}
