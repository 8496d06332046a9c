package check

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"github.com/ringside/ringside/internal/awsaccess"
)

// streamsOf are those that are read, and those of Kinesis to which instances send.
func streamsOf(f *Facts) []Stream {
	var all []Stream
	for _, name := range f.Set.Streams {
		all = append(all, Stream{Name: name, Set: true})
	}
	for _, i := range f.Instances {
		for _, to := range []string{i.Records.Value.ARN, i.Agents.Value.ARN} {
			if strings.Contains(to, ":kinesis:") && !slices.ContainsFunc(all, func(s Stream) bool { return s.is(to) }) {
				all = append(all, Stream{Name: to})
			}
		}
	}
	return all
}

// is tells whether a stream is that of an ARN. Of one that is known by its name alone the account and Region are not compared: the answer
// about it has its ARN.
func (s Stream) is(arn string) bool {
	if s.Summary.Known() {
		return s.Summary.Value.ARN == arn
	}
	return s.Name == arn || strings.HasSuffix(arn, ":stream/"+s.Name)
}

// stream asks how it is set up, and for its key.
func (c *clients) stream(ctx context.Context, s *Stream, region string) {
	in, there := &awskinesis.DescribeStreamSummaryInput{StreamName: &s.Name}, func(*awskinesis.Options) {}
	if strings.HasPrefix(s.Name, "arn:") {
		in = &awskinesis.DescribeStreamSummaryInput{StreamARN: &s.Name}
		if !s.Set { // what is read is read in the Region that is set
			region = awsaccess.RegionOf(s.Name)
			there = func(o *awskinesis.Options) { o.Region = region }
		}
	}
	s.Summary = ask(ctx, c, "kinesis:DescribeStreamSummary", s.Name, func(ctx context.Context) (Summary, string, error) {
		out, err := c.kinesis.DescribeStreamSummary(ctx, in, there)
		if err != nil {
			return Summary{}, "", err
		}
		if out.StreamDescriptionSummary == nil {
			return Summary{}, "", errEmpty
		}
		return summaryOf(out.StreamDescriptionSummary)
	})
	if s.Set && s.Summary.Known() {
		arn := s.Summary.Value.ARN
		s.Age = c.age(ctx, arn[strings.LastIndexByte(arn, '/')+1:])
	}
	if key := s.Summary.Value.Key; key != "" {
		s.Key = ask(ctx, c, "kms:DescribeKey", key, func(ctx context.Context) (Key, string, error) {
			out, err := c.kms.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: &key}, func(o *kms.Options) {
				if in := awsaccess.RegionOf(s.Summary.Value.ARN); in != "" {
					o.Region = in
				}
			})
			if err != nil {
				return Key{}, "", err
			}
			m := out.KeyMetadata
			if m == nil {
				return Key{}, "", errEmpty
			}
			return Key{ARN: str(m.Arn), State: string(m.KeyState), OfAWS: m.KeyManager == "AWS"},
				text("%s, KeyManager %s, KeyState %s", str(m.Arn), m.KeyManager, m.KeyState), nil
		})
	}
}

func summaryOf(d *types.StreamDescriptionSummary) (Summary, string, error) {
	s := Summary{ARN: str(d.StreamARN), Status: string(d.StreamStatus), Kept: time.Duration(aws.ToInt32(d.RetentionPeriodHours)) * time.Hour}
	if d.OpenShardCount != nil {
		s.Shards = int(*d.OpenShardCount)
	}
	encryption := "none"
	if d.EncryptionType == types.EncryptionTypeKms {
		s.Key = str(d.KeyId)
		encryption = s.Key
	}
	return s, text("%s, %d shards, kept for %d h, key: %s", s.Status, s.Shards, int(s.Kept.Hours()), encryption), nil
}

// encrypted tells whether an instance sends to a stream that has a key.
func encrypted(f *Facts, i Instance) bool {
	return slices.ContainsFunc(f.Streams, func(s Stream) bool {
		return s.Summary.Value.Key != "" && (s.is(i.Records.Value.ARN) || s.is(i.Agents.Value.ARN))
	})
}
