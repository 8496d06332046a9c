package kinesis_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/ingest/kinesis"
)

// fakeFanOut sends what a fakeStream has, as Kinesis does: for five minutes at most, and something every five seconds.
type fakeFanOut struct {
	stream     *fakeStream
	long       time.Duration // of a subscription
	mu         sync.Mutex    // guards what follows
	registered int
	from       []string                           // of each subscription: shard, and behind which record
	when       []time.Time                        // of each
	open       map[string]bool                    // shards of which a subscription is under way
	fail       func(n int) error                  // of the nth subscription, from 1; nil never fails
	cut        func(n int) (after int, err error) // ends the nth after so many records; nil lets all go on
}

func newFanOut(stream *fakeStream) *fakeFanOut {
	return &fakeFanOut{stream: stream, long: 5 * time.Minute, open: map[string]bool{}}
}

func (f *fakeFanOut) use(o *kinesis.Options) { o.FanOut = f }

func (f *fakeFanOut) Register(context.Context, string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.registered++
	return nil
}

func (f *fakeFanOut) Subscribe(ctx context.Context, shard string, from types.StartingPosition) (kinesis.Subscription, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := 0
	switch from.Type {
	case types.ShardIteratorTypeAfterSequenceNumber:
		at, _ = strconv.Atoi(*from.SequenceNumber)
	case types.ShardIteratorTypeTrimHorizon:
	default:
		return nil, fmt.Errorf("position %s", from.Type)
	}
	f.from, f.when = append(f.from, fmt.Sprintf("%s/%d", shard, at)), append(f.when, time.Now())
	n := len(f.from)
	if f.open[shard] {
		return nil, &types.ResourceInUseException{Message: aws.String("Another active subscription exists for this consumer")}
	}
	if f.fail != nil {
		if err := f.fail(n); err != nil {
			return nil, err
		}
	}
	s := &fakeSubscription{events: make(chan types.SubscribeToShardEventStream), ended: make(chan struct{})}
	ctx, s.stop = context.WithTimeout(ctx, f.long)
	limit := -1
	var err error
	if f.cut != nil {
		limit, err = f.cut(n)
	}
	f.open[shard] = true
	go func() {
		defer close(s.ended)
		defer close(s.events)
		s.send(ctx, f.stream, shard, at, limit)
		s.err = err
		f.mu.Lock()
		defer f.mu.Unlock()
		f.open[shard] = false
	}()
	return s, nil
}

type fakeSubscription struct {
	events chan types.SubscribeToShardEventStream
	stop   context.CancelFunc
	ended  chan struct{} // closed when err is final
	err    error
}

func (s *fakeSubscription) Events() <-chan types.SubscribeToShardEventStream { return s.events }

func (s *fakeSubscription) Err() error { <-s.ended; return s.err }

func (s *fakeSubscription) Close() error { s.stop(); return nil }

// send sends up to limit records, all below 0.
func (s *fakeSubscription) send(ctx context.Context, stream *fakeStream, shard string, at, limit int) {
	for {
		event, next, end := stream.event(shard, at, limit)
		select {
		case s.events <- &types.SubscribeToShardEventStreamMemberSubscribeToShardEvent{Value: event}:
		case <-ctx.Done():
			return
		}
		if limit >= 0 {
			limit -= next - at
		}
		if at = next; end || limit == 0 {
			return
		}
		pace := time.NewTimer(5 * time.Second)
		select {
		case <-pace.C:
		case <-ctx.Done():
			pace.Stop()
			return
		}
	}
}

// event is what there is behind a record. The one that ends a shard has its last records.
func (s *fakeStream) event(shard string, at, limit int) (event types.SubscribeToShardEvent, next int, end bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := s.shard(shard)
	next = min(at+2, len(of.records)) // two at once, so that there are several events
	if limit >= 0 {
		next = min(next, at+limit)
	}
	event.Records, event.MillisBehindLatest = of.records[at:next], aws.Int64(int64(len(of.records)-next)*100)
	if of.closed && next == len(of.records) {
		event.ChildShards = []types.ChildShard{{ShardId: aws.String("told by ListShards too")}}
		return event, next, true
	}
	event.ContinuationSequenceNumber = aws.String(strconv.Itoa(next))
	return event, next, false
}

func TestWhatIsSentIsStoredOnceAndInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		fan := newFanOut(stream)
		stream.put("shard-0", "a", "b", "c")
		time.AfterFunc(12*time.Minute, func() { stream.put("shard-0", "d") }) // two subscriptions later
		r := reading(t, stream, into, 13*time.Minute, fan.use)
		wantTexts(t, into, "a", "b", "c", "d")
		if diff := cmp.Diff([]string{"shard-0/0", "shard-0/3", "shard-0/3"}, fan.from); diff != "" || fan.registered != 1 {
			t.Errorf("registered %d times; subscriptions (- want, + got):\n%s", fan.registered, diff)
		}
		if h := r.Health(); h.Problem != "" || h.Shards[0].Records != 4 || h.Shards[0].Behind != 0 || h.Shards[0].Throttled != 0 {
			t.Errorf("health %+v", h)
		}
		if asked := stream.asked["GetRecordsshard-0"]; len(asked) != 0 {
			t.Errorf("asked for records %d times, which takes from the quota of others", len(asked))
		}
	})
}

func TestShardsThatAreSentEndWithTheirLastRecords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		fan := newFanOut(stream)
		stream.put("shard-0", "a", "b", "c")
		stream.split("shard-0", "shard-1", "shard-2")
		stream.put("shard-1", "d")
		r := reading(t, stream, into, time.Minute, fan.use)
		wantTexts(t, into, "a", "b", "c", "d") // the child's behind its parent's
		if h := r.Health(); into.at("shard-0") != "SHARD_END" || !h.Shards[0].Ended || h.Shards[1].Ended {
			t.Errorf("at %q, health %+v", into.at("shard-0"), h)
		}
	})
}

// A subscription ends as it likes, in the middle of what was sent: reading goes on behind what is durable.
func TestASubscriptionThatBreaksOffIsMadeAnew(t *testing.T) {
	for name, end := range map[string]error{
		"cut": errNetwork, "taken over": &types.ResourceInUseException{}, "its time is over": nil,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stream, into := newStream("shard-0"), newStore()
				fan := newFanOut(stream)
				fan.cut = func(int) (int, error) { return 1, end }
				stream.put("shard-0", "a", "b", "c", "d", "e")
				r := reading(t, stream, into, 10*time.Minute, fan.use)
				wantTexts(t, into, "a", "b", "c", "d", "e")
				for i := 1; i < len(fan.when); i++ {
					if within := fan.when[i].Sub(fan.when[i-1]); within < 500*time.Millisecond {
						t.Fatalf("two subscriptions within %v", within)
					}
				}
				if h := r.Health(); h.Shards[0].Records != 5 {
					t.Errorf("health %+v", h)
				}
			})
		})
	}
}

func TestARefusedSubscriptionIsAskedForAgain(t *testing.T) {
	for name, err := range map[string]error{
		"in use": &types.ResourceInUseException{}, "throttled": &types.LimitExceededException{}, "cut": errNetwork,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stream, into := newStream("shard-0"), newStore()
				fan := newFanOut(stream)
				fan.fail = func(n int) error {
					if n < 4 {
						return err
					}
					return nil
				}
				stream.put("shard-0", "a")
				r := reading(t, stream, into, 2*time.Minute, fan.use)
				wantTexts(t, into, "a")
				if h := r.Health().Shards[0]; h.Problem != "" || len(fan.from) != 4 || (h.Throttled == 3) == errors.Is(err, errNetwork) {
					t.Errorf("%d subscriptions, health %+v", len(fan.from), h)
				}
			})
		})
	}
}

// While the store takes nothing, nothing behind it is taken from the subscription, and what was sent is not lost.
func TestWhatIsSentWaitsForTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream, into := newStream("shard-0"), newStore()
		fan := newFanOut(stream)
		stream.put("shard-0", "a", "b", "c")
		refused := false
		into.onWrite = func(ingest.Batch) {
			if !refused && into.checkpointOf("shard-0") == "2" {
				into.refuse, refused = 12, true // longer than a subscription
			}
		}
		r := reading(t, stream, into, 20*time.Minute, fan.use)
		wantTexts(t, into, "a", "b", "c")
		if h := r.Health(); h.Shards[0].Problem != "" {
			t.Errorf("health %+v", h)
		}
	})
}
