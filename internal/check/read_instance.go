package check

import (
	"context"
	"strings"

	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/connect"
)

const storageOperation = "connect:ListInstanceStorageConfigs"

// instance asks whether it is there, and where it sends what it records.
func (c *clients) instance(ctx context.Context, arn string) Instance {
	i := Instance{ARN: arn}
	api, meter, err := c.ofInstance(ctx, arn)
	i.Status = ask(ctx, c, "connect:DescribeInstance", arn, func(ctx context.Context) (string, string, error) {
		if err != nil {
			return "", "", err
		}
		out, err := amazonconnect.Insist(ctx, meter, api.DescribeInstance, &awsconnect.DescribeInstanceInput{InstanceId: new(connect.InstanceID(arn))})
		if err != nil {
			return "", "", err
		}
		if out.Instance == nil {
			return "", "", errEmpty
		}
		status := string(out.Instance.InstanceStatus)
		if out.Instance.StatusReason != nil {
			return status, status + ": " + str(out.Instance.StatusReason.Message), nil
		}
		return status, "InstanceStatus " + status, nil
	})
	if err != nil || i.Status.gone() {
		return i // the others would say the same
	}
	storage := amazonconnect.Storage{API: api, Meter: meter, Instance: connect.InstanceID(arn)}
	i.Records = c.target(ctx, arn, storage, types.InstanceStorageResourceTypeContactTraceRecords)
	i.Agents = c.target(ctx, arn, storage, types.InstanceStorageResourceTypeAgentEvents)
	return i
}

func (c *clients) target(ctx context.Context, arn string, s amazonconnect.Storage, of types.InstanceStorageResourceType) Answer[amazonconnect.Target] {
	return ask(ctx, c, storageOperation, arn, func(ctx context.Context) (amazonconnect.Target, string, error) {
		to, err := s.Target(ctx, of)
		if to.ARN == "" {
			return to, text("%s: none", of), err
		}
		return to, text("%s: %s", of, to.ARN), err
	})
}

// keys asks which keys the instance knows.
func (c *clients) keys(ctx context.Context, i *Instance) {
	i.Keys = ask(ctx, c, storageOperation, i.ARN, func(ctx context.Context) ([]string, string, error) {
		api, meter, err := c.ofInstance(ctx, i.ARN)
		if err != nil {
			return nil, "", err
		}
		keys, err := amazonconnect.Storage{API: api, Meter: meter, Instance: connect.InstanceID(i.ARN)}.Keys(ctx)
		if len(keys) == 0 {
			return nil, "keys of recordings, transcripts, reports, attachments and video: none", err
		}
		return keys, "keys of recordings, transcripts, reports, attachments and video: " + strings.Join(keys, ", "), err
	})
}
