package kinesis

import (
	"context"
	"errors"
	"log/slog"
	"time"

	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/pause"
	"github.com/ringside/ringside/internal/store"
)

// API is what the reader asks of Amazon Kinesis Data Streams.
type API interface {
	DescribeStreamSummary(context.Context, *awskinesis.DescribeStreamSummaryInput, ...func(*awskinesis.Options)) (*awskinesis.DescribeStreamSummaryOutput, error)
	ListShards(context.Context, *awskinesis.ListShardsInput, ...func(*awskinesis.Options)) (*awskinesis.ListShardsOutput, error)
	GetShardIterator(context.Context, *awskinesis.GetShardIteratorInput, ...func(*awskinesis.Options)) (*awskinesis.GetShardIteratorOutput, error)
	GetRecords(context.Context, *awskinesis.GetRecordsInput, ...func(*awskinesis.Options)) (*awskinesis.GetRecordsOutput, error)
}

// Checkpoints knows how far a stream was read before.
type Checkpoints interface {
	// Checkpoints lists the newest checkpoint of each shard of a stream, of everything that was made durable before.
	Checkpoints(ctx context.Context, stream string) ([]store.Checkpoint, error)
}

// Options of a reader.
type Options struct {
	Client      API
	FanOut      FanOut // nil reads by GetRecords
	Stream      string // name or ARN
	Source      string // the row on Pipeline health
	Sink        ingest.Sink
	Checkpoints Checkpoints
	Start       Start        // of a stream that was never read before
	Logger      *slog.Logger // nil logs nothing
}

// Reader reads one stream.
type Reader struct {
	Options
	log    *slog.Logger
	health health
}

// New returns a reader that has not begun.
func New(o Options) *Reader {
	log := o.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Reader{Options: o, log: log.With("stream", o.Stream), health: health{shards: map[string]ShardHealth{}}}
}

// Health says how the reader is doing. It may be called at any time.
func (r *Reader) Health() Health { return r.health.now() }

// Run reads the stream until ctx ends, whatever happens to the stream meanwhile; then it returns nil.
func (r *Reader) Run(ctx context.Context) error {
	var p pause.Pause
	for ctx.Err() == nil {
		begun := time.Now()
		err := r.follow(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if time.Since(begun) > lookEvery {
			p.Reset()
		}
		r.health.trouble(err)
		if errors.Is(err, errAnotherStream) {
			r.log.Warn("the stream was deleted and made again: it is read from its beginning")
			continue
		}
		r.log.Error("the stream cannot be read; trying again", "error", err, "advice", advice(err))
		_ = p.Wait(ctx) // its error is ctx's
	}
	return nil
}
