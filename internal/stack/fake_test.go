package stack_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	connecttypes "github.com/aws/aws-sdk-go-v2/service/connect/types"
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
	domains map[string]bool       // that are there
	made    int                   // stacks
	keys    []string              // that were given up
	drifts  []cfn.StackResourceDrift
}

func newFake() *fake {
	return &fake{
		storage: &connectapi.Storage{}, stacks: map[string]*fakeStack{}, streams: map[string]string{}, fail: map[string]string{}, objects: map[string]int{}, domains: map[string]bool{},
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
		STS: f, CloudFormation: f, Connect: connect, Meter: amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1)), Kinesis: f, S3: f, KMS: f, OpenSearch: f, Every: time.Microsecond,
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
