package stack_test

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
)

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

func (f *fake) DeleteDomain(_ context.Context, in *opensearch.DeleteDomainInput, _ ...func(*opensearch.Options)) (*opensearch.DeleteDomainOutput, error) {
	if err := f.call("DeleteDomain"); err != nil {
		return nil, err
	}
	if !f.domains[*in.DomainName] {
		return nil, refusal("ResourceNotFoundException", "Domain not found")
	}
	delete(f.domains, *in.DomainName)
	return &opensearch.DeleteDomainOutput{}, f.lost("DeleteDomain")
}
