package stack_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	connecttypes "github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/stack"
)

// fake is an account in memory whose CloudFormation takes its time, rolls back, and keeps what it shall keep. Each call that asks how a stack
// is brings its work on by one resource.
type fake struct {
	stack.CloudFormation // of what nobody may call: nil
	storage              *connectapi.Storage
	before               func(call string) error // of each call, of whichever service; nil for none
	after                func(call string) error // its effect is there, and the caller does not learn of it
	calls                []string

	stacks  map[string]*fakeStack // by id, also those that are gone
	streams map[string]string     // ARN of those that others have made → key
	fail    map[string]string     // resource that cannot be made → why
	objects map[string]int        // in buckets that are there
	made    int                   // stacks
	keys    []string              // that were given up
	drifts  []cfn.StackResourceDrift
}

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
	{"ContactRecords", "AWS::Kinesis::Stream", "ContactRecordsStreamArn"},
	{"AgentEvents", "AWS::Kinesis::Stream", "AgentEventsStreamArn"},
	{"ContactEventQueue", "AWS::SQS::Queue", ""},
}

func newFake() *fake {
	return &fake{
		storage: &connectapi.Storage{}, stacks: map[string]*fakeStack{}, streams: map[string]string{}, fail: map[string]string{}, objects: map[string]int{},
	}
}

// clients ask it.
func (f *fake) clients() *stack.Clients {
	f.storage.Exists = func(string) bool { return true }
	api := connectapi.New(connectapi.Options{Centre: centre{}, Key: account, Secret: secret, Storage: f.storage, Wall: hurry()})
	connect := awsconnect.New(awsconnect.Options{
		Region: home, HTTPClient: connectapi.Direct{Handler: api}, Credentials: credentials.NewStaticCredentialsProvider(account, secret, ""), Retryer: aws.NopRetryer{},
		APIOptions: []func(*middleware.Stack) error{func(s *middleware.Stack) error {
			return s.Initialize.Add(middleware.InitializeMiddlewareFunc("told", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (out middleware.InitializeOutput, meta middleware.Metadata, err error) { //nolint:misspell // the SDK spells so
				if err := f.call(middleware.GetOperationName(ctx)); err != nil {
					return out, meta, err
				}
				out, meta, err = next.HandleInitialize(ctx, in)
				return out, meta, errors.Join(err, f.lost(middleware.GetOperationName(ctx)))
			}), middleware.After)
		}},
	})
	return &stack.Clients{
		STS: f, CloudFormation: f, Connect: connect, Meter: amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1)), Kinesis: f, S3: f, KMS: f, Every: time.Microsecond,
	}
}

func (f *fake) call(name string) error {
	f.calls = append(f.calls, name)
	if f.before == nil {
		return nil
	}
	return f.before(name)
}

func (f *fake) lost(name string) error {
	if f.after == nil {
		return nil
	}
	return f.after(name)
}

func refusal(code, said string) error { return &smithy.GenericAPIError{Code: code, Message: said} }

func (f *fake) GetCallerIdentity(context.Context, *sts.GetCallerIdentityInput, ...func(*sts.Options)) (*sts.GetCallerIdentityOutput, error) {
	return &sts.GetCallerIdentityOutput{Account: aws.String(account), Arn: aws.String("arn:aws:iam::" + account + ":user/operator")}, f.call("GetCallerIdentity")
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

func kindOf(name string) string {
	for _, r := range parts {
		if r.name == name {
			return r.kind
		}
	}
	return ""
}

func (f *fake) DescribeChangeSet(_ context.Context, in *cloudformation.DescribeChangeSetInput, _ ...func(*cloudformation.Options)) (*cloudformation.DescribeChangeSetOutput, error) {
	if err := f.call("DescribeChangeSet"); err != nil {
		return nil, err
	}
	s, err := f.find(*in.StackName)
	if err != nil || s.set == nil {
		return nil, refusal("ChangeSetNotFound", "ChangeSet [ringside] does not exist")
	}
	out := &cloudformation.DescribeChangeSetOutput{Status: cfn.ChangeSetStatusCreateComplete}
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
				if *r.ResourceType == "AWS::S3::Bucket" && verb == "CREATE" { // it is kept whatever becomes of the stack
					r.ResourceStatus = cfn.ResourceStatusDeleteSkipped
					begun = map[string]cfn.StackResourceSummary{name: r}
				}
			}
			s.resources = begun
			s.become(cfn.StackStatus(rollback + "_COMPLETE"))
		}}
		return
	}
	id := "ringside-" + strings.ToLower(name)
	if kindOf(name) == "AWS::S3::Bucket" {
		id += fmt.Sprint("-", f.made)
		f.objects[id] = 0
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
				if *r.ResourceType == "AWS::S3::Bucket" {
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

func (f *fake) DescribeStreamSummary(_ context.Context, in *kinesis.DescribeStreamSummaryInput, _ ...func(*kinesis.Options)) (*kinesis.DescribeStreamSummaryOutput, error) {
	if err := f.call("DescribeStreamSummary"); err != nil {
		return nil, err
	}
	key, there := f.streams[*in.StreamARN]
	if !there {
		return nil, refusal("ResourceNotFoundException", "Stream not found")
	}
	d := &kinesistypes.StreamDescriptionSummary{EncryptionType: kinesistypes.EncryptionTypeNone}
	if key != "" {
		d.EncryptionType, d.KeyId = kinesistypes.EncryptionTypeKms, &key
	}
	return &kinesis.DescribeStreamSummaryOutput{StreamDescriptionSummary: d}, nil
}

func (f *fake) ListObjectVersions(_ context.Context, in *s3.ListObjectVersionsInput, _ ...func(*s3.Options)) (*s3.ListObjectVersionsOutput, error) {
	if err := f.call("ListObjectVersions"); err != nil {
		return nil, err
	}
	n, there := f.objects[*in.Bucket]
	if !there {
		return nil, refusal("NoSuchBucket", "gone")
	}
	out := &s3.ListObjectVersionsOutput{}
	for i := range min(n, 2) { // a page
		out.Versions = append(out.Versions, s3types.ObjectVersion{Key: aws.String(fmt.Sprint(i))})
	}
	return out, nil
}

func (f *fake) DeleteObjects(_ context.Context, in *s3.DeleteObjectsInput, _ ...func(*s3.Options)) (*s3.DeleteObjectsOutput, error) {
	if err := f.call("DeleteObjects"); err != nil {
		return nil, err
	}
	f.objects[*in.Bucket] -= len(in.Delete.Objects)
	return &s3.DeleteObjectsOutput{}, f.lost("DeleteObjects")
}

func (f *fake) DeleteBucket(_ context.Context, in *s3.DeleteBucketInput, _ ...func(*s3.Options)) (*s3.DeleteBucketOutput, error) {
	if err := f.call("DeleteBucket"); err != nil {
		return nil, err
	}
	if f.objects[*in.Bucket] > 0 {
		return nil, refusal("BucketNotEmpty", "there is something in it")
	}
	delete(f.objects, *in.Bucket)
	return &s3.DeleteBucketOutput{}, f.lost("DeleteBucket")
}

func (f *fake) ScheduleKeyDeletion(_ context.Context, in *kms.ScheduleKeyDeletionInput, _ ...func(*kms.Options)) (*kms.ScheduleKeyDeletionOutput, error) {
	f.keys = append(f.keys, *in.KeyId)
	return &kms.ScheduleKeyDeletionOutput{}, f.call("ScheduleKeyDeletion")
}

// targets are where the instance sends contact records and agent events.
func (f *fake) targets() [2]string {
	return [2]string{f.storage.Target("CONTACT_TRACE_RECORDS"), f.storage.Target("AGENT_EVENTS")}
}

// sends makes the instance send, before anything of ours.
func (f *fake) sends(t *testing.T, records, events string) {
	t.Helper()
	s := amazonconnect.Storage{API: f.clients().Connect, Meter: f.clients().Meter, Instance: instance[strings.LastIndexByte(instance, '/')+1:]}
	for of, to := range map[string]string{"CONTACT_TRACE_RECORDS": records, "AGENT_EVENTS": events} {
		if err := s.Send(t.Context(), resource(of), to); err != nil {
			t.Fatal(err)
		}
	}
}

// there are the names of stacks that are there, in whatever state.
func (f *fake) there() []string {
	var all []string
	for _, s := range f.stacks {
		if s.StackStatus != cfn.StackStatusDeleteComplete {
			all = append(all, *s.StackName+" "+string(s.StackStatus))
		}
	}
	return all
}

// encrypts makes the instance encrypt transcripts by a key.
func (f *fake) encrypts(t *testing.T, key string) {
	t.Helper()
	if _, err := f.clients().Connect.AssociateInstanceStorageConfig(t.Context(), &awsconnect.AssociateInstanceStorageConfigInput{
		InstanceId: aws.String(instance[strings.LastIndexByte(instance, '/')+1:]), ResourceType: resource("CHAT_TRANSCRIPTS"),
		StorageConfig: &connecttypes.InstanceStorageConfig{StorageType: connecttypes.StorageTypeS3, S3Config: &connecttypes.S3Config{
			BucketName: aws.String("chats"), BucketPrefix: aws.String("c"),
			EncryptionConfig: &connecttypes.EncryptionConfig{EncryptionType: connecttypes.EncryptionTypeKms, KeyId: &key},
		}},
	}); err != nil {
		t.Fatal(err)
	}
}
