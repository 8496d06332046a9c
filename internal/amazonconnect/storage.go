package amazonconnect

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

// StorageAPI is the part of the API that says where an instance puts what it records; *awsconnect.Client is one.
type StorageAPI interface {
	ListInstanceStorageConfigs(context.Context, *awsconnect.ListInstanceStorageConfigsInput, ...func(*awsconnect.Options)) (*awsconnect.ListInstanceStorageConfigsOutput, error)
	AssociateInstanceStorageConfig(context.Context, *awsconnect.AssociateInstanceStorageConfigInput, ...func(*awsconnect.Options)) (*awsconnect.AssociateInstanceStorageConfigOutput, error)
	UpdateInstanceStorageConfig(context.Context, *awsconnect.UpdateInstanceStorageConfigInput, ...func(*awsconnect.Options)) (*awsconnect.UpdateInstanceStorageConfigOutput, error)
	DisassociateInstanceStorageConfig(context.Context, *awsconnect.DisassociateInstanceStorageConfigInput, ...func(*awsconnect.Options)) (*awsconnect.DisassociateInstanceStorageConfigOutput, error)
}

// Storage asks where one instance puts what it records, and tells it.
type Storage struct {
	API      StorageAPI
	Meter    *Meter
	Instance string // id
}

// Target is where an instance sends one type of what it records. Its zero value is nowhere.
type Target struct {
	Association string // id
	ARN         string // of a stream of Kinesis or Firehose; "" for what is put into a bucket
	Key         string // ARN of the KMS key by which a bucket or a video stream is encrypted
}

// Target reads that of a type; an instance has one at most of each type that is streamed.
func (s Storage) Target(ctx context.Context, of types.InstanceStorageResourceType) (Target, error) {
	all, err := s.list(ctx, of)
	if err != nil || len(all) == 0 {
		return Target{}, err
	}
	return all[0], nil
}

func (s Storage) list(ctx context.Context, of types.InstanceStorageResourceType) ([]Target, error) {
	in, all := &awsconnect.ListInstanceStorageConfigsInput{InstanceId: &s.Instance, ResourceType: of}, []Target{}
	for {
		out, err := Insist(ctx, s.Meter, s.API.ListInstanceStorageConfigs, in)
		if err != nil {
			return nil, err
		}
		for _, c := range out.StorageConfigs {
			all = append(all, targetOf(c))
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}

func targetOf(c types.InstanceStorageConfig) Target {
	t := Target{Association: aws.ToString(c.AssociationId)}
	switch {
	case c.KinesisStreamConfig != nil:
		t.ARN = aws.ToString(c.KinesisStreamConfig.StreamArn)
	case c.KinesisFirehoseConfig != nil:
		t.ARN = aws.ToString(c.KinesisFirehoseConfig.FirehoseArn)
	case c.S3Config != nil && c.S3Config.EncryptionConfig != nil:
		t.Key = aws.ToString(c.S3Config.EncryptionConfig.KeyId)
	case c.KinesisVideoStreamConfig != nil && c.KinesisVideoStreamConfig.EncryptionConfig != nil:
		t.Key = aws.ToString(c.KinesisVideoStreamConfig.EncryptionConfig.KeyId)
	}
	return t
}

// encrypted are the types that an instance may encrypt by a key of its own.
var encrypted = []types.InstanceStorageResourceType{
	types.InstanceStorageResourceTypeCallRecordings, types.InstanceStorageResourceTypeChatTranscripts,
	types.InstanceStorageResourceTypeScheduledReports, types.InstanceStorageResourceTypeMediaStreams, types.InstanceStorageResourceTypeAttachments,
}

// Keys are the ARNs of the KMS keys that the instance knows. It writes into an encrypted stream only by one of them.
// Source: Amazon Connect Administrator Guide, "Enable data streaming for your instance".
func (s Storage) Keys(ctx context.Context) ([]string, error) {
	var keys []string
	for _, of := range encrypted {
		all, err := s.list(ctx, of)
		if err != nil {
			return nil, err
		}
		for _, t := range all {
			if t.Key != "" && !slices.Contains(keys, t.Key) {
				keys = append(keys, t.Key)
			}
		}
	}
	return keys, nil
}

// Send makes the instance send a type to another stream, by ARN, than it does; "" is nowhere. It may be done twice.
func (s Storage) Send(ctx context.Context, of types.InstanceStorageResourceType, to string) error {
	is, err := s.Target(ctx, of)
	if err != nil || is.ARN == to {
		return err
	}
	switch shall := configOf(to); {
	case to == "":
		_, err = Insist(ctx, s.Meter, s.API.DisassociateInstanceStorageConfig, &awsconnect.DisassociateInstanceStorageConfigInput{
			InstanceId: &s.Instance, AssociationId: &is.Association, ResourceType: of,
		})
	case is.Association == "":
		_, err = Insist(ctx, s.Meter, s.API.AssociateInstanceStorageConfig, &awsconnect.AssociateInstanceStorageConfigInput{
			InstanceId: &s.Instance, ResourceType: of, StorageConfig: shall,
		})
	default:
		_, err = Insist(ctx, s.Meter, s.API.UpdateInstanceStorageConfig, &awsconnect.UpdateInstanceStorageConfigInput{
			InstanceId: &s.Instance, AssociationId: &is.Association, ResourceType: of, StorageConfig: shall,
		})
	}
	return s.settled(ctx, of, to, err)
}

// settled forgives an error where what was asked for is so: an answer that was lost made the second request one too many.
func (s Storage) settled(ctx context.Context, of types.InstanceStorageResourceType, to string, failed error) error {
	switch Code(failed) {
	case "ResourceConflictException", "ResourceNotFoundException":
		if is, err := s.Target(ctx, of); err == nil && is.ARN == to {
			return nil
		}
	}
	if failed != nil {
		return fmt.Errorf("send %s to %q: %w", of, to, failed)
	}
	return nil
}

func configOf(arn string) *types.InstanceStorageConfig {
	if strings.Contains(arn, ":firehose:") {
		return &types.InstanceStorageConfig{StorageType: types.StorageTypeKinesisFirehose, KinesisFirehoseConfig: &types.KinesisFirehoseConfig{FirehoseArn: &arn}}
	}
	return &types.InstanceStorageConfig{StorageType: types.StorageTypeKinesisStream, KinesisStreamConfig: &types.KinesisStreamConfig{StreamArn: &arn}}
}
