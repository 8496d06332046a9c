package kinesis

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/pause"
)

// FanOut is a registered consumer, to which Kinesis sends records by itself, at 2 MB a second and shard of its own.
type FanOut interface {
	// Register makes sure that the stream has the consumer, and returns when it can subscribe.
	Register(ctx context.Context, streamARN string) error
	// Subscribe has Kinesis send the records of a shard from a position on, for at most five minutes. Events is closed at
	// the end; Err says why then, nil when the time was over. Close ends it earlier.
	Subscribe(ctx context.Context, shard string, from types.StartingPosition) (Subscription, error)
}

// Subscription is one such sending.
type Subscription interface {
	Events() <-chan types.SubscribeToShardEventStream
	Err() error
	Close() error
}

// subscribeEvery is what Kinesis allows a consumer of a shard: one subscription a second. Until the one before has ended,
// which it may learn late, it refuses another for five seconds.
const subscribeEvery = time.Second

// subscribe reads by SubscribeToShard, one subscription behind another.
func (s *shard) subscribe(ctx context.Context) error {
	var p pause.Pause
	for {
		begun := time.Now()
		subscription, err := s.FanOut.Subscribe(ctx, s.id, s.position())
		switch {
		case err != nil && (isThrottled(err) || awsaccess.Code(err) == "ResourceInUseException"):
			s.health.throttled(s.id)
			if err := p.Wait(ctx); err != nil {
				return err
			}
			continue
		case err != nil:
			return fmt.Errorf("subscribe to shard %s: %w", s.id, err)
		}
		p.Reset()
		if end, err := s.receive(ctx, subscription); end || err != nil {
			return err
		}
		if err := pause.For(ctx, subscribeEvery-time.Since(begun)); err != nil {
			return err
		}
	}
}

// receive takes what one subscription sends; end says that the shard has ended.
func (s *shard) receive(ctx context.Context, subscription Subscription) (end bool, err error) {
	defer func() { _ = subscription.Close() }() // whatever it says, what counts is what was committed
	for {
		select {
		case <-ctx.Done():
			return false, context.Cause(ctx)
		case event, more := <-subscription.Events():
			if !more {
				return false, subscription.Err()
			}
			sent, is := event.(*types.SubscribeToShardEventStreamMemberSubscribeToShardEvent)
			if !is {
				continue
			}
			end := sent.Value.ContinuationSequenceNumber == nil || len(sent.Value.ChildShards) > 0
			if err := s.commit(ctx, sent.Value.Records, end); err != nil {
				return false, err
			}
			s.note(sent.Value.Records, aws.ToInt64(sent.Value.MillisBehindLatest))
			if end {
				return true, nil
			}
		}
	}
}
