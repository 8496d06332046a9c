package kinesis

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/pause"
	"github.com/ringside/ringside/internal/store"
)

// lookEvery is how often the list of shards is asked for when no shard has ended.
const lookEvery = time.Minute

// errAnotherStream says that the stream is no longer the one whose shards were read: one of the same name was made.
var errAnotherStream = errors.New("the stream was made anew")

// following is one reading of one stream. Its maps belong to the goroutine that calls run.
type following struct {
	*Reader
	description
	start  Start
	at     map[string]string // the newest checkpoint of each shard
	active map[string]bool
	failed map[string]*failure
	ended  chan ending
}

// description is what a stream is.
type description struct {
	arn    string
	stream string        // the checkpoints' name of it: the ARN, and when it was made
	kept   time.Duration // for how long it keeps a record
}

// ending is how the reading of a shard ended.
type ending struct {
	shard string
	at    string // the newest durable checkpoint, "" for none
	err   error  // nil at the shard's end
}

// failure is a shard that has to be read again.
type failure struct {
	pause.Pause
	until time.Time
}

// follow reads the stream until ctx ends or the stream is another one.
func (r *Reader) follow(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var shards sync.WaitGroup
	defer shards.Wait()
	defer cancel()
	f := &following{Reader: r, active: map[string]bool{}, failed: map[string]*failure{}, ended: make(chan ending)}
	d, err := r.describe(ctx)
	if err != nil {
		return err
	}
	f.description = d
	if r.FanOut != nil {
		if err := r.FanOut.Register(ctx, f.arn); err != nil {
			return fmt.Errorf("register as a consumer: %w", err)
		}
	}
	if err := f.resume(ctx); err != nil {
		return err
	}
	r.health.begin(f.stream, f.kept)
	return f.run(ctx, &shards)
}

// describe asks which stream it is. A stream that was deleted and made again is another one: its shards have the names of
// the old ones, and their sequence numbers begin anew.
func (r *Reader) describe(ctx context.Context) (description, error) {
	in := &awskinesis.DescribeStreamSummaryInput{}
	in.StreamName, in.StreamARN = r.named()
	out, err := r.Client.DescribeStreamSummary(ctx, in)
	if err != nil {
		return description{}, fmt.Errorf("describe the stream: %w", err)
	}
	d := out.StreamDescriptionSummary
	if d == nil || d.StreamARN == nil || d.StreamCreationTimestamp == nil {
		return description{}, errors.New("describe the stream: the answer names no stream")
	}
	if d.StreamStatus == types.StreamStatusDeleting {
		return description{}, errors.New("the stream is being deleted")
	}
	return description{
		arn:    *d.StreamARN,
		stream: *d.StreamARN + "@" + strconv.FormatInt(d.StreamCreationTimestamp.UnixMilli(), 10),
		kept:   time.Duration(aws.ToInt32(d.RetentionPeriodHours)) * time.Hour,
	}, nil
}

// named is how Options.Stream is said to Kinesis: a name or an ARN.
func (r *Reader) named() (name, arn *string) {
	if isARN(r.Stream) {
		return nil, aws.String(r.Stream)
	}
	return aws.String(r.Stream), nil
}

// resume reads how far the stream was read before. Of one that never was, it makes durable where it begins: a shard that
// has no record until the next start must not begin later then.
func (f *following) resume(ctx context.Context) error {
	known, err := f.Checkpoints.Checkpoints(ctx, f.stream)
	if err != nil {
		return fmt.Errorf("read the checkpoints: %w", err)
	}
	f.at = make(map[string]string, len(known))
	for _, c := range known {
		f.at[c.Shard] = c.Sequence
	}
	if text, is := f.at[wholeStream]; is {
		f.start, err = ParseStart(text)
		return err
	}
	f.start = f.Start.fixed(time.Now())
	err = f.Sink.Write(ctx, ingest.Batch{Source: f.Source, Checkpoint: &store.Checkpoint{
		Stream: f.stream, Shard: wholeStream, Sequence: f.start.String(),
	}})
	if err != nil {
		return fmt.Errorf("keep where the stream begins: %w", err)
	}
	return nil
}

// run starts the shards that may be read, and looks again when one has ended or time has passed.
func (f *following) run(ctx context.Context, beside *sync.WaitGroup) error {
	var p pause.Pause
	first := true
	for {
		shards, err := f.list(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			// What is being read goes on meanwhile.
			f.log.Warn("the list of shards cannot be read; trying again", "error", err, "advice", advice(err))
			if err := f.wait(ctx, p.Next()); err != nil {
				return err
			}
			continue
		}
		p.Reset()
		if first {
			f.missed(shards)
			first = false
		}
		f.health.keep(shards)
		for _, shard := range f.ready(shards, time.Now()) {
			f.begin(ctx, beside, shard)
		}
		if err := f.wait(ctx, f.nextLook(time.Now())); err != nil {
			return err
		}
	}
}

// begin reads a shard beside the others.
func (f *following) begin(ctx context.Context, beside *sync.WaitGroup, shard string) {
	from := f.at[shard]
	f.active[shard] = true
	beside.Go(func() {
		at, err := f.read(ctx, shard, from)
		select {
		case f.ended <- ending{shard, at, err}:
		case <-ctx.Done():
		}
	})
}

// wait returns when it is time to look at the shards again.
func (f *following) wait(ctx context.Context, long time.Duration) error {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return f.sameStream(ctx)
	case e := <-f.ended:
		f.note(e)
		if isGone(e.err) {
			return f.sameStream(ctx)
		}
		return nil
	}
}

// note takes over how the reading of a shard ended. One that failed is read again later.
func (f *following) note(e ending) {
	delete(f.active, e.shard)
	if e.at != f.at[e.shard] {
		f.at[e.shard] = e.at
		delete(f.failed, e.shard) // it came further: the next pause is the first again
	}
	if e.err == nil {
		return
	}
	f.log.Error("a shard cannot be read; trying again", "shard", e.shard, "error", e.err, "advice", advice(e.err))
	f.health.failed(e.shard, e.err)
	w := f.failed[e.shard]
	if w == nil {
		w = &failure{}
		f.failed[e.shard] = w
	}
	w.until = time.Now().Add(w.Next())
}

// nextLook is how long until something has to be done.
func (f *following) nextLook(now time.Time) time.Duration {
	long := lookEvery
	for shard, w := range f.failed {
		if !f.active[shard] {
			long = min(long, w.until.Sub(now))
		}
	}
	return max(long, 0)
}

// sameStream is errAnotherStream when the name means another stream by now. Whoever cannot be asked has not said so.
func (f *following) sameStream(ctx context.Context) error {
	d, err := f.describe(ctx)
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err == nil && d.stream != f.stream:
		return errAnotherStream
	}
	return nil
}

// list asks for all shards that the stream has, closed ones too.
func (f *following) list(ctx context.Context) ([]types.Shard, error) {
	var shards []types.Shard
	in := &awskinesis.ListShardsInput{StreamARN: aws.String(f.arn)}
	for {
		out, err := f.Client.ListShards(ctx, in)
		if err != nil {
			return nil, fmt.Errorf("list the shards: %w", err)
		}
		shards = append(shards, out.Shards...)
		if out.NextToken == nil {
			return shards, nil
		}
		in = &awskinesis.ListShardsInput{NextToken: out.NextToken} // nothing else goes with it
	}
}

// ready lists the shards to be read now: those whose parents were read to their ends, or are no longer there.
func (f *following) ready(shards []types.Shard, now time.Time) []string {
	waits := map[string]bool{}
	for _, s := range shards {
		waits[aws.ToString(s.ShardId)] = f.at[aws.ToString(s.ShardId)] != shardEnd
	}
	var ready []string
	for _, s := range shards {
		id := aws.ToString(s.ShardId)
		w := f.failed[id]
		switch {
		case !waits[id], f.active[id], w != nil && now.Before(w.until):
		case waits[aws.ToString(s.ParentShardId)], waits[aws.ToString(s.AdjacentParentShardId)]:
		default:
			ready = append(ready, id)
		}
	}
	return ready
}

// missed says which shards ended and expired before they were read to their ends: what was in them is lost to us.
func (f *following) missed(shards []types.Shard) {
	there := map[string]bool{wholeStream: true}
	for _, s := range shards {
		there[aws.ToString(s.ShardId)] = true
	}
	for shard, at := range f.at {
		if !there[shard] && at != shardEnd {
			f.log.Error("a shard expired before it was read to its end: records are missing; a longer retention of the stream, "+
				"or a copy of it in Amazon S3, brings them back", "shard", shard)
			f.health.lost(shard)
		}
	}
}
