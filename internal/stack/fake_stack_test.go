package stack_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

type fakeStack struct {
	cfn.Stack
	set       *cloudformation.CreateChangeSetInput
	todo      []func()
	resources map[string]cfn.StackResourceSummary
	events    []cfn.StackEvent
}

// parts are what a stack is made of here, in the order in which it is.
var parts = []struct{ name, kind, parameter string }{
	{"BackupBucket", "AWS::S3::Bucket", ""},
	{"Domain", "AWS::OpenSearchService::Domain", ""},
	{"ContactRecords", "AWS::Kinesis::Stream", "ContactRecordsStreamArn"},
	{"AgentEvents", "AWS::Kinesis::Stream", "AgentEventsStreamArn"},
	{"ContactEventQueue", "AWS::SQS::Queue", ""},
}

// stays tells whether a resource is kept whatever becomes of its stack.
func stays(kind string) bool {
	return kind == "AWS::S3::Bucket" || kind == "AWS::OpenSearchService::Domain"
}

// find is the stack of an id, or the one of a name that is there.
func (f *fake) find(name string) (*fakeStack, error) {
	for id, s := range f.stacks {
		if id == name || *s.StackName == name && s.StackStatus != cfn.StackStatusDeleteComplete {
			return s, nil
		}
	}
	return nil, refusal("ValidationError", "Stack with id "+name+" does not exist")
}

func (f *fake) DescribeStacks(_ context.Context, in *cloudformation.DescribeStacksInput, _ ...func(*cloudformation.Options)) (*cloudformation.DescribeStacksOutput, error) {
	if err := f.call("DescribeStacks"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err != nil {
		return nil, err
	}
	told := s.Stack
	if len(s.todo) > 0 {
		next := s.todo[0]
		s.todo = s.todo[1:]
		next()
	}
	return &cloudformation.DescribeStacksOutput{Stacks: []cfn.Stack{told}}, nil
}

func kindOf(name string) string {
	for _, r := range parts {
		if r.name == name {
			return r.kind
		}
	}
	return ""
}

func (s *fakeStack) event(name, kind string, status cfn.ResourceStatus, reason string) {
	at := time.Unix(int64(len(s.events)), 0)
	s.events = append(s.events, cfn.StackEvent{
		EventId: aws.String(fmt.Sprint(*s.StackId, len(s.events))), LogicalResourceId: &name, ResourceType: &kind, ResourceStatus: status, ResourceStatusReason: &reason, Timestamp: &at,
	})
}

func (s *fakeStack) become(status cfn.StackStatus) {
	s.StackStatus = status
	s.event(*s.StackName, "AWS::CloudFormation::Stack", cfn.ResourceStatus(status), "")
}

func (f *fake) ExecuteChangeSet(_ context.Context, in *cloudformation.ExecuteChangeSetInput, _ ...func(*cloudformation.Options)) (*cloudformation.ExecuteChangeSetOutput, error) {
	if err := f.call("ExecuteChangeSet"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err != nil || s.set == nil {
		return nil, refusal("ChangeSetNotFound", "ChangeSet [ringside] does not exist")
	}
	verb := "CREATE"
	if s.StackStatus != cfn.StackStatusReviewInProgress {
		verb = "UPDATE"
	}
	set, begun := s.set, maps.Clone(s.resources)
	s.set = nil
	s.todo = append(s.todo, func() { s.become(cfn.StackStatus(verb + "_IN_PROGRESS")) }) // not at once
	for _, name := range wanted(set) {
		s.todo = append(s.todo, func() { f.create(s, name, verb, begun) })
	}
	s.todo = append(s.todo, func() { f.complete(s, set, verb) })
	return &cloudformation.ExecuteChangeSetOutput{}, f.lost("ExecuteChangeSet")
}

// create makes a resource, or rolls back.
func (f *fake) create(s *fakeStack, name, verb string, begun map[string]cfn.StackResourceSummary) {
	if _, there := s.resources[name]; there {
		return
	}
	if why := f.fail[name]; why != "" {
		s.event(name, kindOf(name), cfn.ResourceStatusCreateFailed, why)
		rollback := map[string]string{"CREATE": "ROLLBACK", "UPDATE": "UPDATE_ROLLBACK"}[verb]
		s.become(cfn.StackStatus(rollback + "_IN_PROGRESS"))
		s.todo = []func(){func() {
			for name, r := range s.resources {
				if stays(*r.ResourceType) && verb == "CREATE" {
					r.ResourceStatus = cfn.ResourceStatusDeleteSkipped
					begun[name] = r
				}
			}
			s.resources = begun
			s.become(cfn.StackStatus(rollback + "_COMPLETE"))
		}}
		return
	}
	id := "ringside-" + strings.ToLower(name)
	switch kindOf(name) {
	case "AWS::S3::Bucket":
		id += fmt.Sprint("-", f.made)
		f.objects[id] = 0
	case "AWS::OpenSearchService::Domain":
		id += fmt.Sprint("-", f.made)
		f.domains[id] = true
	}
	s.resources[name] = cfn.StackResourceSummary{LogicalResourceId: &name, PhysicalResourceId: &id, ResourceType: aws.String(kindOf(name)), ResourceStatus: cfn.ResourceStatusCreateComplete}
	s.event(name, kindOf(name), cfn.ResourceStatusCreateComplete, "")
}

func (f *fake) complete(s *fakeStack, set *cloudformation.CreateChangeSetInput, verb string) {
	s.Parameters, s.Tags = set.Parameters, set.Tags
	outputs := map[string]string{"ContactEventQueueUrl": "https://sqs/queue"}
	for output, at := range map[string]struct{ parameter, stream string }{
		"ContactRecordsArn": {"ContactRecordsStreamArn", "contact-records"}, "AgentEventsArn": {"AgentEventsStreamArn", "agent-events"},
	} {
		outputs[output] = "arn:aws:kinesis:" + home + ":" + account + ":stream/ringside-" + at.stream
		for _, p := range set.Parameters {
			if *p.ParameterKey == at.parameter {
				outputs[output] = *p.ParameterValue
			}
		}
	}
	s.Outputs = nil
	for key, value := range outputs {
		s.Outputs = append(s.Outputs, cfn.Output{OutputKey: aws.String(key), OutputValue: aws.String(value)})
	}
	for name := range s.resources {
		if !slices.Contains(wanted(set), name) {
			delete(s.resources, name)
		}
	}
	if bucket, made := s.resources["BackupBucket"]; made {
		f.objects[*bucket.PhysicalResourceId] = 3
	}
	s.become(cfn.StackStatus(verb + "_COMPLETE"))
}

// DetectStackDrift is what not every account may do.
func (f *fake) DetectStackDrift(context.Context, *cloudformation.DetectStackDriftInput, ...func(*cloudformation.Options)) (*cloudformation.DetectStackDriftOutput, error) {
	return &cloudformation.DetectStackDriftOutput{StackDriftDetectionId: aws.String("1")}, f.call("DetectStackDrift")
}

func (f *fake) DescribeStackDriftDetectionStatus(context.Context, *cloudformation.DescribeStackDriftDetectionStatusInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStackDriftDetectionStatusOutput, error) {
	return &cloudformation.DescribeStackDriftDetectionStatusOutput{DetectionStatus: cfn.StackDriftDetectionStatusDetectionComplete}, f.call("DescribeStackDriftDetectionStatus")
}

func (f *fake) DescribeStackResourceDrifts(context.Context, *cloudformation.DescribeStackResourceDriftsInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStackResourceDriftsOutput, error) {
	return &cloudformation.DescribeStackResourceDriftsOutput{StackResourceDrifts: f.drifts}, f.call("DescribeStackResourceDrifts")
}

func (f *fake) DeleteStack(_ context.Context, in *cloudformation.DeleteStackInput, _ ...func(*cloudformation.Options)) (*cloudformation.DeleteStackOutput, error) {
	if err := f.call("DeleteStack"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err == nil && s.StackStatus == cfn.StackStatusReviewInProgress {
		delete(f.stacks, *s.StackId)
	} else if err == nil {
		s.todo = []func(){func() { s.become(cfn.StackStatusDeleteInProgress) }}
		for name, r := range s.resources {
			s.todo = append(s.todo, func() {
				r.ResourceStatus = cfn.ResourceStatusDeleteComplete
				if stays(*r.ResourceType) {
					r.ResourceStatus = cfn.ResourceStatusDeleteSkipped
				}
				s.resources[name] = r
				s.event(name, *r.ResourceType, r.ResourceStatus, "")
			})
		}
		s.todo = append(s.todo, func() { s.become(cfn.StackStatusDeleteComplete) })
	}
	return &cloudformation.DeleteStackOutput{}, f.lost("DeleteStack")
}

func (f *fake) DescribeStackEvents(_ context.Context, in *cloudformation.DescribeStackEventsInput, _ ...func(*cloudformation.Options)) (*cloudformation.DescribeStackEventsOutput, error) {
	if err := f.call("DescribeStackEvents"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err != nil {
		return nil, err
	}
	newest := slices.Clone(s.events)
	slices.Reverse(newest)
	return &cloudformation.DescribeStackEventsOutput{StackEvents: newest}, nil
}

func (f *fake) ListStackResources(_ context.Context, in *cloudformation.ListStackResourcesInput, _ ...func(*cloudformation.Options)) (*cloudformation.ListStackResourcesOutput, error) {
	if err := f.call("ListStackResources"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err != nil {
		return nil, err
	}
	return &cloudformation.ListStackResourcesOutput{StackResourceSummaries: slices.Collect(maps.Values(s.resources))}, nil
}

func (f *fake) ListStacks(context.Context, *cloudformation.ListStacksInput, ...func(*cloudformation.Options)) (*cloudformation.ListStacksOutput, error) {
	out := &cloudformation.ListStacksOutput{}
	for _, s := range f.stacks {
		if s.StackStatus == cfn.StackStatusDeleteComplete {
			out.StackSummaries = append(out.StackSummaries, cfn.StackSummary{StackId: s.StackId, StackName: s.StackName, CreationTime: s.CreationTime})
		}
	}
	return out, f.call("ListStacks")
}
