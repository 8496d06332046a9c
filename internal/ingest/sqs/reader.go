package sqs

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/pause"
)

// API is what the reader asks of Amazon SQS.
type API interface {
	GetQueueAttributes(context.Context, *awssqs.GetQueueAttributesInput, ...func(*awssqs.Options)) (*awssqs.GetQueueAttributesOutput, error)
	ReceiveMessage(context.Context, *awssqs.ReceiveMessageInput, ...func(*awssqs.Options)) (*awssqs.ReceiveMessageOutput, error)
	DeleteMessageBatch(context.Context, *awssqs.DeleteMessageBatchInput, ...func(*awssqs.Options)) (*awssqs.DeleteMessageBatchOutput, error)
	ChangeMessageVisibilityBatch(context.Context, *awssqs.ChangeMessageVisibilityBatchInput, ...func(*awssqs.Options)) (*awssqs.ChangeMessageVisibilityBatchOutput, error)
}

// Objects imports what lies in Amazon S3.
type Objects interface {
	// Import makes the records of an object durable, whatever their number. Its error says that they are not.
	Import(ctx context.Context, bucket, key string) error
}

// Options of a reader.
type Options struct {
	Client  API
	Queue   string // its URL
	Source  string // the row on Pipeline health
	Sink    ingest.Sink
	Objects Objects      // nil where no object is expected
	Logger  *slog.Logger // nil logs nothing
}

const (
	// longest is how long a request for messages waits for the first: the most that SQS allows, and the fewest requests.
	longest = 20 * time.Second
	// most is how many messages SQS gives at once.
	most = 10
	// receivers is how many requests for messages are on their way at most. One alone, with 10 messages for each round trip, falls
	// behind in a large centre.
	receivers = 8
)

// Reader reads one queue.
type Reader struct {
	Options
	log    *slog.Logger
	hidden atomic.Int64 // seconds for which a message that was given is hidden
	health health
}

// New returns a reader that has not begun.
func New(o Options) *Reader {
	log := o.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	r := &Reader{Options: o, log: log.With("queue", o.Queue)}
	r.hidden.Store(30) // SQS's own default, until the queue has said
	return r
}

// Health says how the reader is doing. It may be called at any time.
func (r *Reader) Health() Health { return r.health.now() }

// Run reads the queue until ctx ends, whatever happens to the queue meanwhile; then it returns nil.
func (r *Reader) Run(ctx context.Context) error {
	c := crew{Reader: r, places: make(chan struct{}, receivers-1)}
	defer c.beside.Wait()
	c.beside.Go(func() { r.look(ctx) })
	var p pause.Pause
	for ctx.Err() == nil {
		full, err := r.round(ctx, longest)
		if err == nil {
			p.Reset()
			if full {
				c.help(ctx)
			}
			continue
		}
		if ctx.Err() == nil {
			r.log.Error("the queue cannot be read; trying again", "error", err, "advice", advice(err))
			r.health.failed(err)
			_ = p.Wait(ctx) // its error is ctx's
		}
	}
	return nil
}

// crew are those who receive beside the one that always does.
type crew struct {
	*Reader
	places chan struct{}
	beside sync.WaitGroup
}

// help has one more receive, as long as the queue gives as many messages as it can.
func (c *crew) help(ctx context.Context) {
	select {
	case c.places <- struct{}{}:
	default:
		return // enough do
	}
	c.beside.Go(func() {
		defer func() { <-c.places }()
		for full := true; full && ctx.Err() == nil; {
			var err error
			if full, err = c.round(ctx, 0); err != nil {
				return // the one that always receives will meet it, and tell
			}
			if full {
				c.help(ctx)
			}
		}
	})
}

// round receives messages once and makes durable what they say; full says that there were as many as there can be.
func (r *Reader) round(ctx context.Context, wait time.Duration) (full bool, err error) {
	out, err := r.Client.ReceiveMessage(ctx, &awssqs.ReceiveMessageInput{
		QueueUrl: aws.String(r.Queue), MaxNumberOfMessages: most, WaitTimeSeconds: int32(wait / time.Second),
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{
			types.MessageSystemAttributeNameApproximateReceiveCount, types.MessageSystemAttributeNameSentTimestamp,
		},
	})
	if err != nil {
		return false, err
	}
	r.health.received(out.Messages)
	if len(out.Messages) == 0 {
		return false, nil
	}
	b := newBatch(r, out.Messages)
	return len(out.Messages) == most, b.store(ctx)
}
