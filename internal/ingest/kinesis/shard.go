package kinesis

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/pause"
	"github.com/ringside/ringside/internal/store"
)

const (
	// wholeStream stands in a checkpoint for no shard: where the stream was begun.
	wholeStream = ""
	// shardEnd is the checkpoint of a shard that was read to its end.
	shardEnd = "SHARD_END"

	// calm is the pause between requests for a shard's records when there was nothing more, as Amazon recommends: others
	// may read the shard too, and all together have five requests a second.
	calm = time.Second
	// brisk is the pause when there is more: four requests a second leave one for others.
	brisk = 250 * time.Millisecond
)

// shard is the reading of one shard, from one goroutine.
type shard struct {
	*following
	id string
	at string // the newest checkpoint that is durable, "" for none
	// late is whether it was said that records are about to expire.
	late bool
}

// read reads a shard from behind a checkpoint until its end, and returns the newest durable checkpoint.
func (f *following) read(ctx context.Context, id, at string) (string, error) {
	s := &shard{following: f, id: id, at: at}
	var err error
	if f.FanOut != nil {
		err = s.subscribe(ctx)
	} else {
		err = s.poll(ctx)
	}
	if err == nil {
		f.health.ended(id)
	}
	return s.at, err
}

// poll reads by GetRecords.
func (s *shard) poll(ctx context.Context) error {
	var p pause.Pause
	iterator := ""
	for {
		begun := time.Now()
		out, err := s.get(ctx, &iterator)
		switch {
		case err == nil:
			p.Reset()
		case isExpired(err):
			iterator = "" // and from the newest checkpoint on
			continue
		case isThrottled(err):
			s.health.throttled(s.id)
			if err := p.Wait(ctx); err != nil {
				return err
			}
			continue
		default:
			return err
		}
		end := out.NextShardIterator == nil
		if err := s.commit(ctx, out.Records, end); err != nil {
			return err
		}
		behind := aws.ToInt64(out.MillisBehindLatest)
		s.note(out.Records, behind)
		if end {
			return nil
		}
		iterator = *out.NextShardIterator
		if err := pause.For(ctx, rest(len(out.Records), behind)-time.Since(begun)); err != nil {
			return err
		}
	}
}

// note tells how far the shard was read, and warns when that is too slow.
func (s *shard) note(records []types.Record, millisBehind int64) {
	behind := time.Duration(millisBehind) * time.Millisecond
	s.health.read(s.id, s.at, records, behind)
	if late := expiring(behind, s.kept); late != s.late {
		if s.late = late; late {
			s.log.Error("a shard is so far behind that records are about to expire before they are read, or have: a longer retention of the "+
				"stream gives time, and a copy of it in Amazon S3 brings back what is missing", "shard", s.id, "behind", behind, "kept", s.kept)
		}
	}
}

// rest is how long after a request the next one may follow. An answer without records is normal far behind, too.
func rest(records int, behind int64) time.Duration {
	if behind > 0 || records == mostRecords {
		return brisk
	}
	return calm
}

// mostRecords is what one answer of GetRecords holds at most.
const mostRecords = 10_000

// get asks for the records behind an iterator, and for the iterator first when there is none.
func (s *shard) get(ctx context.Context, iterator *string) (*awskinesis.GetRecordsOutput, error) {
	if *iterator == "" {
		p := s.position()
		out, err := s.Client.GetShardIterator(ctx, &awskinesis.GetShardIteratorInput{
			StreamARN: aws.String(s.arn), ShardId: aws.String(s.id), ShardIteratorType: p.Type,
			StartingSequenceNumber: p.SequenceNumber, Timestamp: p.Timestamp,
		})
		if err != nil {
			return nil, fmt.Errorf("ask where to read shard %s: %w", s.id, err)
		}
		*iterator = aws.ToString(out.ShardIterator)
	}
	out, err := s.Client.GetRecords(ctx, &awskinesis.GetRecordsInput{
		StreamARN: aws.String(s.arn), ShardIterator: aws.String(*iterator), Limit: aws.Int32(mostRecords),
	})
	if err != nil {
		return nil, fmt.Errorf("get records of shard %s: %w", s.id, err)
	}
	return out, nil
}

// position is where to go on.
func (s *shard) position() types.StartingPosition {
	if s.at == "" {
		return s.start.position()
	}
	return types.StartingPosition{
		Type: types.ShardIteratorTypeAfterSequenceNumber, SequenceNumber: aws.String(s.at),
	}
}

// commit makes records durable together with the checkpoint behind them. It tries until it succeeds or ctx ends: whatever
// keeps the store from taking them, going on would lose them.
func (s *shard) commit(ctx context.Context, records []types.Record, end bool) error {
	at := s.at
	if n := len(records); n > 0 {
		at = aws.ToString(records[n-1].SequenceNumber)
	}
	if end {
		at = shardEnd
	}
	if at == s.at {
		return nil
	}
	batch := ingest.Batch{
		Source: s.Source, Records: unpack(records),
		Checkpoint: &store.Checkpoint{Stream: s.stream, Shard: s.id, Sequence: at},
	}
	var p pause.Pause
	for {
		err := s.Sink.Write(ctx, batch)
		if err == nil {
			s.at = at
			return nil
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		s.log.Warn("records cannot be stored; the shard waits", "shard", s.id, "records", len(records), "error", err)
		s.health.failed(s.id, err)
		if err := p.Wait(ctx); err != nil {
			return err
		}
	}
}
