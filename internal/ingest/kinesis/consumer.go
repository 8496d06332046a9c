package kinesis

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"github.com/ringside/ringside/internal/pause"
)

// Consumer is a FanOut at Amazon. It is made once and stays registered: registering costs as long as it is registered, and
// takes a while.
type Consumer struct {
	client *awskinesis.Client
	name   string

	mu  sync.Mutex // guards what follows
	arn string
}

var _ FanOut = (*Consumer)(nil)

// NewConsumer returns a consumer of that name, 1 to 128 letters, digits, "_", "." and "-".
func NewConsumer(client *awskinesis.Client, name string) *Consumer {
	return &Consumer{client: client, name: name}
}

// Register implements FanOut.
func (c *Consumer) Register(ctx context.Context, streamARN string) error {
	_, err := c.client.RegisterStreamConsumer(ctx, &awskinesis.RegisterStreamConsumerInput{
		StreamARN: aws.String(streamARN), ConsumerName: aws.String(c.name),
	})
	if _, is := errors.AsType[*types.ResourceInUseException](err); err != nil && !is {
		return fmt.Errorf("register consumer %s: %w", c.name, err)
	}
	for {
		out, err := c.client.DescribeStreamConsumer(ctx, &awskinesis.DescribeStreamConsumerInput{
			StreamARN: aws.String(streamARN), ConsumerName: aws.String(c.name),
		})
		if err != nil {
			return fmt.Errorf("describe consumer %s: %w", c.name, err)
		}
		if d := out.ConsumerDescription; d != nil && d.ConsumerStatus == types.ConsumerStatusActive {
			c.mu.Lock()
			c.arn = aws.ToString(d.ConsumerARN)
			c.mu.Unlock()
			return nil
		}
		if err := pause.For(ctx, time.Second); err != nil {
			return err
		}
	}
}

// Subscribe implements FanOut.
func (c *Consumer) Subscribe(ctx context.Context, shard string, from types.StartingPosition) (Subscription, error) {
	c.mu.Lock()
	arn := c.arn
	c.mu.Unlock()
	// A client reads what is sent to it into one buffer, whichever shard it is of: each subscription has a client of its own.
	out, err := awskinesis.New(c.client.Options()).SubscribeToShard(ctx, &awskinesis.SubscribeToShardInput{
		ConsumerARN: aws.String(arn), ShardId: aws.String(shard), StartingPosition: &from,
	})
	if err != nil {
		return nil, err
	}
	return out.GetStream(), nil
}
