package stack

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
)

// recorded is one type of what an instance streams by itself, and what it is called where.
type recorded struct {
	name      string // for people
	of        types.InstanceStorageResourceType
	parameter string // of the template: a stream that exists
	output    string // of the template: the target
	before    string // tag of the stack: the target that there was before it
	stream    string // what comes after the prefix in the name of the stream that a stack makes
}

var records = []recorded{
	{"contact records", types.InstanceStorageResourceTypeContactTraceRecords, "ContactRecordsStreamArn", "ContactRecordsArn", "ringside:contact-records-before", "contact-records"},
	{"agent events", types.InstanceStorageResourceTypeAgentEvents, "AgentEventsStreamArn", "AgentEventsArn", "ringside:agent-events-before", "agent-events"},
}

// Tags of a stack.
const (
	ownerTag   = "managed-by"
	ownerValue = "ringside"
	shapeTag   = "ringside:shape"
	nowhere    = "none" // as a target: CloudFormation takes no empty value
)

// Stack is one of CloudFormation's.
type Stack struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	Status     string            `json:"status"`
	Reason     string            `json:"reason,omitzero"`
	Parameters map[string]string `json:"parameters,omitempty"`
	Outputs    map[string]string `json:"outputs,omitempty"`
	Tags       map[string]string `json:"tags,omitempty"`
}

// ours tells whether Ringside made it.
func (s *Stack) ours() bool { return s.Tags[ownerTag] == ownerValue }

// busy tells whether CloudFormation is at work on it.
func (s *Stack) busy() bool {
	return s != nil && strings.HasSuffix(s.Status, "_IN_PROGRESS") && s.Status != string(cfn.StackStatusReviewInProgress)
}

// wreck tells whether it can only be deleted: it could not be made, or not be deleted.
func (s *Stack) wreck() bool {
	switch cfn.StackStatus(s.Status) {
	case cfn.StackStatusCreateFailed, cfn.StackStatusRollbackComplete, cfn.StackStatusRollbackFailed, cfn.StackStatusDeleteFailed:
		return true
	default:
		return false
	}
}

// there tells whether it holds something that works.
func (s *Stack) there() bool { return s != nil && !s.wreck() }

// instance is the ARN of the instance that it is for.
func (s *Stack) instance() string { return s.Parameters["InstanceArn"] }

// place is the Region and the id in the ARN of an instance.
func place(instance string) (region, id string) {
	parts := strings.SplitN(instance, ":", 6)
	if len(parts) < 6 {
		return "", ""
	}
	return parts[3], parts[5][strings.LastIndexByte(parts[5], '/')+1:]
}

// Encryption is how a stream is encrypted by KMS.
type Encryption struct {
	Key string // as the stream names it: id, ARN or alias; "" for none
	Err error  // it could not be read
}

// state is what was found.
type state struct {
	account, caller string
	alias, status   string   // of the instance
	stack           *Stack   // nil: there is none
	strangers       []string // change sets that others have made, of a stack that is not there yet
	targets         map[string]amazonconnect.Target
	streams         map[string]Encryption // of streams that exist and are used, by ARN
	keys            []string              // that the instance knows; read when a stream is encrypted
}

// read asks for everything that a plan depends on.
func (c *Clients) read(ctx context.Context, w *Wish) (*state, error) {
	s := &state{streams: map[string]Encryption{}}
	who, err := c.STS.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return nil, awsaccess.Explained("ask who the credentials belong to", err)
	}
	s.account, s.caller = aws.ToString(who.Account), aws.ToString(who.Arn)
	if err := c.readInstance(ctx, w.Instance, s); err != nil {
		return nil, err
	}
	if err := c.readStack(ctx, w.StackName(), s); err != nil {
		return nil, err
	}
	w.settle(s)
	return s, c.readStreams(ctx, w, s)
}

func (c *Clients) readInstance(ctx context.Context, instance string, s *state) error {
	_, id := place(instance)
	out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.DescribeInstance, &awsconnect.DescribeInstanceInput{InstanceId: &id})
	if err != nil {
		return awsaccess.Explained("describe the instance "+instance, err)
	}
	if out.Instance != nil {
		s.alias, s.status = aws.ToString(out.Instance.InstanceAlias), string(out.Instance.InstanceStatus)
	}
	s.targets, err = c.targets(ctx, id)
	return err
}

// targets are where an instance sends what is recorded, by its name.
func (c *Clients) targets(ctx context.Context, instance string) (map[string]amazonconnect.Target, error) {
	all := map[string]amazonconnect.Target{}
	for _, r := range records {
		target, err := c.storage(instance).Target(ctx, r.of)
		if err != nil {
			return nil, awsaccess.Explained("ask where the instance sends "+r.name, err)
		}
		all[r.name] = target
	}
	return all, nil
}

func (c *Clients) storage(instance string) amazonconnect.Storage {
	return amazonconnect.Storage{API: c.Connect, Meter: c.Meter, Instance: instance}
}

// readStack reads that of a name, and who else is about to make it.
func (c *Clients) readStack(ctx context.Context, name string, s *state) error {
	found, err := c.described(ctx, name)
	switch {
	case err != nil || found == nil || found.Status == string(cfn.StackStatusDeleteComplete):
		return err
	case found.Status != string(cfn.StackStatusReviewInProgress):
		s.stack = found
		return nil
	}
	s.strangers, err = c.strangers(ctx, found.ID)
	return err
}

// stack is that of a name or id, nil when there is none, or none yet: a change set that nobody executed leaves an empty one.
func (c *Clients) stack(ctx context.Context, name string) (*Stack, error) {
	s, err := c.described(ctx, name)
	if err != nil || s == nil {
		return nil, err
	}
	if s.Status == string(cfn.StackStatusReviewInProgress) || s.Status == string(cfn.StackStatusDeleteComplete) && !strings.HasPrefix(name, "arn:") {
		return nil, nil //nolint:nilnil // there is none
	}
	return s, nil
}

// described is what CloudFormation has by a name or id, in whatever state; nil for nothing.
func (c *Clients) described(ctx context.Context, name string) (*Stack, error) {
	out, err := c.CloudFormation.DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: &name})
	switch {
	case unknown(err):
		return nil, nil //nolint:nilnil // there is none
	case err != nil:
		return nil, awsaccess.Explained("describe the stack "+name, err)
	case len(out.Stacks) == 0:
		return nil, fmt.Errorf("describe the stack %s: CloudFormation answers with none", name)
	}
	return stackOf(out.Stacks[0]), nil
}

// Exists tells whether there is a stack of a name.
func (c *Clients) Exists(ctx context.Context, name string) (bool, error) {
	s, err := c.stack(ctx, name)
	return s != nil, err
}

// unknown tells whether CloudFormation says that there is no such stack. It has no code of its own for that.
func unknown(err error) bool {
	return awsaccess.Code(err) == "ValidationError" && strings.Contains(err.Error(), "does not exist")
}

func stackOf(from cfn.Stack) *Stack {
	s := &Stack{
		ID: aws.ToString(from.StackId), Name: aws.ToString(from.StackName), Status: string(from.StackStatus), Reason: aws.ToString(from.StackStatusReason),
		Parameters: map[string]string{}, Outputs: map[string]string{}, Tags: map[string]string{},
	}
	for _, p := range from.Parameters {
		s.Parameters[aws.ToString(p.ParameterKey)] = aws.ToString(p.ParameterValue)
	}
	for _, o := range from.Outputs {
		s.Outputs[aws.ToString(o.OutputKey)] = aws.ToString(o.OutputValue)
	}
	for _, t := range from.Tags {
		s.Tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	return s
}

// readStreams asks how the streams are encrypted that exist already, and by which keys the instance could write to them.
func (c *Clients) readStreams(ctx context.Context, w *Wish, s *state) error {
	need := w.StreamKey != ""
	for _, arn := range []string{w.ContactRecordsStream, w.AgentEventsStream} {
		if arn == "" {
			continue
		}
		if _, read := s.streams[arn]; !read {
			s.streams[arn] = c.encryption(ctx, arn)
		}
		need = need || s.streams[arn].Key != ""
	}
	if !need {
		return nil
	}
	_, id := place(w.Instance)
	keys, err := c.storage(id).Keys(ctx)
	if err != nil {
		return awsaccess.Explained("ask for the keys of the instance", err)
	}
	s.keys = keys
	return nil
}

func (c *Clients) encryption(ctx context.Context, stream string) Encryption {
	out, err := c.Kinesis.DescribeStreamSummary(ctx, &kinesis.DescribeStreamSummaryInput{StreamARN: &stream})
	switch {
	case err != nil:
		return Encryption{Err: err}
	case out.StreamDescriptionSummary == nil:
		return Encryption{Err: errors.New("Kinesis does not describe it")}
	case out.StreamDescriptionSummary.EncryptionType != kinesistypes.EncryptionTypeKms:
		return Encryption{}
	}
	return Encryption{Key: aws.ToString(out.StreamDescriptionSummary.KeyId)}
}
