package stack

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
)

// CloudFormation is the part of that API that is used; *cloudformation.Client is one.
type CloudFormation interface {
	DescribeStacks(context.Context, *cloudformation.DescribeStacksInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStacksOutput, error)
	ListStacks(context.Context, *cloudformation.ListStacksInput, ...func(*cloudformation.Options)) (*cloudformation.ListStacksOutput, error)
	ListStackResources(context.Context, *cloudformation.ListStackResourcesInput, ...func(*cloudformation.Options)) (*cloudformation.ListStackResourcesOutput, error)
	DescribeStackEvents(context.Context, *cloudformation.DescribeStackEventsInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStackEventsOutput, error)
	CreateChangeSet(context.Context, *cloudformation.CreateChangeSetInput, ...func(*cloudformation.Options)) (*cloudformation.CreateChangeSetOutput, error)
	DescribeChangeSet(context.Context, *cloudformation.DescribeChangeSetInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeChangeSetOutput, error)
	ListChangeSets(context.Context, *cloudformation.ListChangeSetsInput, ...func(*cloudformation.Options)) (*cloudformation.ListChangeSetsOutput, error)
	DeleteChangeSet(context.Context, *cloudformation.DeleteChangeSetInput, ...func(*cloudformation.Options)) (*cloudformation.DeleteChangeSetOutput, error)
	ExecuteChangeSet(context.Context, *cloudformation.ExecuteChangeSetInput, ...func(*cloudformation.Options)) (*cloudformation.ExecuteChangeSetOutput, error)
	DeleteStack(context.Context, *cloudformation.DeleteStackInput, ...func(*cloudformation.Options)) (*cloudformation.DeleteStackOutput, error)
	DetectStackDrift(context.Context, *cloudformation.DetectStackDriftInput, ...func(*cloudformation.Options)) (*cloudformation.DetectStackDriftOutput, error)
	DescribeStackDriftDetectionStatus(context.Context, *cloudformation.DescribeStackDriftDetectionStatusInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStackDriftDetectionStatusOutput, error)
	DescribeStackResourceDrifts(context.Context, *cloudformation.DescribeStackResourceDriftsInput, ...func(*cloudformation.Options)) (*cloudformation.DescribeStackResourceDriftsOutput, error)
}

// STS says who asks; *sts.Client does.
type STS interface {
	GetCallerIdentity(context.Context, *sts.GetCallerIdentityInput, ...func(*sts.Options)) (*sts.GetCallerIdentityOutput, error)
}

// Connect is the part of Amazon Connect's API that is used; *awsconnect.Client is one. It must not try again by itself.
type Connect interface {
	amazonconnect.StorageAPI
	DescribeInstance(context.Context, *awsconnect.DescribeInstanceInput, ...func(*awsconnect.Options)) (*awsconnect.DescribeInstanceOutput, error)
}

// Kinesis says how streams that exist are encrypted; *kinesis.Client does.
type Kinesis interface {
	DescribeStreamSummary(context.Context, *kinesis.DescribeStreamSummaryInput, ...func(*kinesis.Options)) (*kinesis.DescribeStreamSummaryOutput, error)
}

// S3 empties buckets; *s3.Client does.
type S3 interface {
	ListObjectVersions(context.Context, *s3.ListObjectVersionsInput, ...func(*s3.Options)) (*s3.ListObjectVersionsOutput, error)
	DeleteObjects(context.Context, *s3.DeleteObjectsInput, ...func(*s3.Options)) (*s3.DeleteObjectsOutput, error)
	DeleteBucket(context.Context, *s3.DeleteBucketInput, ...func(*s3.Options)) (*s3.DeleteBucketOutput, error)
}

// KMS gives keys up; *kms.Client does.
type KMS interface {
	ScheduleKeyDeletion(context.Context, *kms.ScheduleKeyDeletionInput, ...func(*kms.Options)) (*kms.ScheduleKeyDeletionOutput, error)
}

// OpenSearch deletes domains; *opensearch.Client does.
type OpenSearch interface {
	DeleteDomain(context.Context, *opensearch.DeleteDomainInput, ...func(*opensearch.Options)) (*opensearch.DeleteDomainOutput, error)
}

// Clients is who is asked.
type Clients struct {
	STS            STS
	CloudFormation CloudFormation
	Connect        Connect
	Meter          *amazonconnect.Meter // pays for what Connect is asked
	Kinesis        Kinesis
	S3             S3
	KMS            KMS
	OpenSearch     OpenSearch
	Every          time.Duration // between two looks at what CloudFormation is doing
}

// looking is how often CloudFormation is asked: its quotas are not told, and others share them.
const looking = 2 * time.Second

// pace is how many requests a second Amazon Connect allows for these operations, in an account and Region.
// Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas", API throttling quotas.
const pace rate.Limit = 2

// Dial makes the clients of an account and Region.
func Dial(ctx context.Context, access amazonconnect.Access) (*Clients, error) {
	settings, err := access.Load(ctx)
	if err != nil {
		return nil, err
	}
	connect, err := amazonconnect.Dial(ctx, access)
	if err != nil {
		return nil, err
	}
	return &Clients{
		STS: sts.NewFromConfig(settings), CloudFormation: cloudformation.NewFromConfig(settings), Connect: connect,
		Meter: amazonconnect.NewMeter(rate.NewLimiter(pace, 5)), Kinesis: kinesis.NewFromConfig(settings), KMS: kms.NewFromConfig(settings),
		S3:         s3.NewFromConfig(settings, func(o *s3.Options) { o.UsePathStyle = o.BaseEndpoint != nil }), // an address of one's own has no name for each bucket
		OpenSearch: opensearch.NewFromConfig(settings), Every: looking,
	}, nil
}
