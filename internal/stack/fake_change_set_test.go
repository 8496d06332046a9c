package stack_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// wanted are the resources that a change set asks for.
func wanted(in *cloudformation.CreateChangeSetInput) []string {
	given := map[string]string{}
	for _, p := range in.Parameters {
		given[*p.ParameterKey] = *p.ParameterValue
	}
	var names []string
	for _, r := range parts {
		if r.parameter == "" || given[r.parameter] == "" {
			names = append(names, r.name)
		}
	}
	return names
}

func (f *fake) CreateChangeSet(_ context.Context, in *cloudformation.CreateChangeSetInput, _ ...func(*cloudformation.Options)) (*cloudformation.CreateChangeSetOutput, error) {
	if err := f.call("CreateChangeSet"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if (in.ChangeSetType == cfn.ChangeSetTypeCreate) != (err != nil || s.StackStatus == cfn.StackStatusReviewInProgress) {
		return nil, refusal("ValidationError", "a stack is there, or is not")
	}
	if err != nil {
		f.made++
		id := fmt.Sprintf("arn:aws:cloudformation:%s:%s:stack/%s/%d", home, account, *in.StackName, f.made)
		created := time.Unix(int64(f.made), 0)
		s = &fakeStack{Stack: cfn.Stack{StackId: &id, StackName: in.StackName, StackStatus: cfn.StackStatusReviewInProgress, CreationTime: &created, Tags: in.Tags}, resources: map[string]cfn.StackResourceSummary{}}
		f.stacks[id] = s
	}
	if s.set != nil {
		return nil, refusal("AlreadyExistsException", "ChangeSet ringside already exists")
	}
	s.set = in
	return &cloudformation.CreateChangeSetOutput{StackId: s.StackId}, f.lost("CreateChangeSet")
}

func (f *fake) DescribeChangeSet(_ context.Context, in *cloudformation.DescribeChangeSetInput, _ ...func(*cloudformation.Options)) (*cloudformation.DescribeChangeSetOutput, error) {
	if err := f.call("DescribeChangeSet"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err != nil || s.set == nil {
		return nil, refusal("ChangeSetNotFound", "ChangeSet [ringside] does not exist")
	}
	out := &cloudformation.DescribeChangeSetOutput{Status: cfn.ChangeSetStatusCreateComplete, Tags: s.set.Tags}
	for _, name := range wanted(s.set) {
		if _, there := s.resources[name]; !there {
			out.Changes = append(out.Changes, cfn.Change{ResourceChange: &cfn.ResourceChange{Action: cfn.ChangeActionAdd, LogicalResourceId: &name, ResourceType: aws.String(kindOf(name))}})
		}
	}
	for name := range s.resources {
		if !slices.Contains(wanted(s.set), name) {
			out.Changes = append(out.Changes, cfn.Change{ResourceChange: &cfn.ResourceChange{Action: cfn.ChangeActionRemove, LogicalResourceId: &name, ResourceType: aws.String(kindOf(name))}})
		}
	}
	if len(out.Changes) == 0 {
		out.Status, out.StatusReason = cfn.ChangeSetStatusFailed, aws.String("The submitted information didn't contain changes. Submit different information to create a change set.")
	}
	return out, nil
}

func (f *fake) DeleteChangeSet(_ context.Context, in *cloudformation.DeleteChangeSetInput, _ ...func(*cloudformation.Options)) (*cloudformation.DeleteChangeSetOutput, error) {
	if err := f.call("DeleteChangeSet"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err != nil {
		return nil, err
	}
	s.set = nil
	return &cloudformation.DeleteChangeSetOutput{}, f.lost("DeleteChangeSet")
}

func (f *fake) ListChangeSets(_ context.Context, in *cloudformation.ListChangeSetsInput, _ ...func(*cloudformation.Options)) (*cloudformation.ListChangeSetsOutput, error) {
	if err := f.call("ListChangeSets"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err != nil {
		return nil, err
	}
	out := &cloudformation.ListChangeSetsOutput{}
	if s.set != nil {
		out.Summaries = append(out.Summaries, cfn.ChangeSetSummary{ChangeSetName: s.set.ChangeSetName})
	}
	return out, nil
}

// proposes has somebody else make a change set for a stack that is not there yet.
func (f *fake) proposes(name, changeSet string) {
	id := "arn:aws:cloudformation:" + home + ":" + account + ":stack/" + name + "/theirs"
	f.stacks[id] = &fakeStack{
		Stack: cfn.Stack{StackId: &id, StackName: &name, StackStatus: cfn.StackStatusReviewInProgress},
		set:   &cloudformation.CreateChangeSetInput{ChangeSetName: &changeSet}, resources: map[string]cfn.StackResourceSummary{},
	}
}
