package kinesis_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeStream is a stream in memory, with faults on demand. Sequence numbers are positions in a shard, from 1.
type fakeStream struct {
	mu     sync.Mutex // guards what follows
	made   time.Time
	shards []*fakeShard
	page   int // shards of one answer; 0 is all
	gone   bool
	fail   func(operation, shard string) error // nil never fails
	asked  map[string][]time.Time              // by operation and shard
	limit  int                                 // records of one answer; 0 is what is asked for
	kept   int32                               // hours for which a record is kept
	late   time.Duration                       // that a reader is told to be behind; 0 goes by the records behind it
}

type fakeShard struct {
	id, parent, adjacent string
	records              []types.Record
	closed               bool
	trimmed              int // records that have expired
}

func newStream(shards ...string) *fakeStream {
	s := &fakeStream{made: time.UnixMilli(1_772_443_455_123), asked: map[string][]time.Time{}}
	for _, id := range shards {
		s.shards = append(s.shards, &fakeShard{id: id})
	}
	return s
}

func (s *fakeStream) change(change func(*fakeStream)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

func (s *fakeStream) shard(id string) *fakeShard {
	for _, shard := range s.shards {
		if shard.id == id {
			return shard
		}
	}
	return nil
}

// put adds records, which are texts.
func (s *fakeStream) put(shard string, texts ...string) {
	s.change(func(s *fakeStream) {
		of := s.shard(shard)
		for _, text := range texts {
			of.records = append(of.records, types.Record{
				Data: []byte(text), SequenceNumber: aws.String(strconv.Itoa(len(of.records) + 1)),
				ApproximateArrivalTimestamp: aws.Time(time.Now()),
			})
		}
	})
}

// split closes a shard and opens its children.
func (s *fakeStream) split(parent string, children ...string) {
	s.change(func(s *fakeStream) {
		s.shard(parent).closed = true
		for _, id := range children {
			s.shards = append(s.shards, &fakeShard{id: id, parent: parent})
		}
	})
}

func (s *fakeStream) ask(operation, shard string) error {
	s.asked[operation+shard] = append(s.asked[operation+shard], time.Now())
	if s.gone {
		return &types.ResourceNotFoundException{Message: aws.String("Stream under account 111122223333 not found")}
	}
	if s.fail != nil {
		return s.fail(operation, shard)
	}
	return nil
}

func (s *fakeStream) DescribeStreamSummary(
	context.Context, *awskinesis.DescribeStreamSummaryInput, ...func(*awskinesis.Options),
) (*awskinesis.DescribeStreamSummaryOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ask("DescribeStreamSummary", ""); err != nil {
		return nil, err
	}
	return &awskinesis.DescribeStreamSummaryOutput{StreamDescriptionSummary: &types.StreamDescriptionSummary{
		StreamARN: aws.String("arn:aws:kinesis:eu-west-2:111122223333:stream/connect"), StreamCreationTimestamp: aws.Time(s.made),
		StreamStatus: types.StreamStatusActive, RetentionPeriodHours: aws.Int32(s.kept),
	}}, nil
}

func (s *fakeStream) ListShards(
	_ context.Context, in *awskinesis.ListShardsInput, _ ...func(*awskinesis.Options),
) (*awskinesis.ListShardsOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ask("ListShards", ""); err != nil {
		return nil, err
	}
	if in.NextToken != nil && in.StreamARN != nil {
		return nil, &types.InvalidArgumentException{Message: aws.String("NextToken and StreamARN cannot be provided together.")}
	}
	from, to := 0, len(s.shards)
	if in.NextToken != nil {
		from, _ = strconv.Atoi(*in.NextToken)
	}
	out := &awskinesis.ListShardsOutput{}
	if s.page > 0 && from+s.page < to {
		to = from + s.page
		out.NextToken = aws.String(strconv.Itoa(to))
	}
	for _, shard := range s.shards[from:to] {
		of := types.Shard{ShardId: aws.String(shard.id)}
		if shard.parent != "" {
			of.ParentShardId = aws.String(shard.parent)
		}
		if shard.adjacent != "" {
			of.AdjacentParentShardId = aws.String(shard.adjacent)
		}
		out.Shards = append(out.Shards, of)
	}
	return out, nil
}

// An iterator is "shard/next/when", next being a position from 0.
func (s *fakeStream) GetShardIterator(
	_ context.Context, in *awskinesis.GetShardIteratorInput, _ ...func(*awskinesis.Options),
) (*awskinesis.GetShardIteratorOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ask("GetShardIterator", *in.ShardId); err != nil {
		return nil, err
	}
	shard := s.shard(*in.ShardId)
	if shard == nil {
		return nil, &types.ResourceNotFoundException{Message: aws.String("Shard not found")}
	}
	next := 0
	switch in.ShardIteratorType {
	case types.ShardIteratorTypeAfterSequenceNumber:
		next, _ = strconv.Atoi(*in.StartingSequenceNumber)
		if next > len(shard.records) {
			return nil, &types.InvalidArgumentException{Message: aws.String("StartingSequenceNumber used is invalid because it did not come from this stream.")}
		}
	case types.ShardIteratorTypeAtTimestamp:
		for next < len(shard.records) && shard.records[next].ApproximateArrivalTimestamp.Before(*in.Timestamp) {
			next++
		}
	case types.ShardIteratorTypeTrimHorizon:
	default:
		return nil, fmt.Errorf("iterator type %s", in.ShardIteratorType)
	}
	return &awskinesis.GetShardIteratorOutput{ShardIterator: s.iterator(shard, max(next, shard.trimmed))}, nil
}

func (s *fakeStream) iterator(shard *fakeShard, next int) *string {
	return aws.String(fmt.Sprintf("%s/%d/%d", shard.id, next, time.Now().UnixMilli()))
}

// iteratorLife is how long an iterator may be used.
const iteratorLife = 5 * time.Minute

func (s *fakeStream) GetRecords(
	_ context.Context, in *awskinesis.GetRecordsInput, _ ...func(*awskinesis.Options),
) (*awskinesis.GetRecordsOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	parts := strings.Split(*in.ShardIterator, "/")
	next, _ := strconv.Atoi(parts[1])
	made, _ := strconv.ParseInt(parts[2], 10, 64)
	if err := s.ask("GetRecords", parts[0]); err != nil {
		return nil, err
	}
	if time.Since(time.UnixMilli(made)) > iteratorLife {
		return nil, &types.ExpiredIteratorException{Message: aws.String("Iterator expired.")}
	}
	shard := s.shard(parts[0])
	limit := int(*in.Limit)
	if s.limit > 0 {
		limit = s.limit
	}
	to := min(next+limit, len(shard.records))
	out := &awskinesis.GetRecordsOutput{
		Records: slices.Clone(shard.records[next:to]), MillisBehindLatest: aws.Int64(int64(len(shard.records)-to) * 100),
	}
	if s.late > 0 {
		out.MillisBehindLatest = aws.Int64(s.late.Milliseconds())
	}
	if !shard.closed || to < len(shard.records) {
		out.NextShardIterator = s.iterator(shard, to)
	}
	return out, nil
}

// fakeStore takes batches, as a store that lives as long as the test.
type fakeStore struct {
	mu          sync.Mutex // guards what follows
	texts       []string
	sources     map[string]bool
	checkpoints map[store.Checkpoint]string // without Sequence
	refuse      int                         // so many writes fail
	onWrite     func(ingest.Batch)
}

func newStore() *fakeStore {
	return &fakeStore{checkpoints: map[store.Checkpoint]string{}, sources: map[string]bool{}}
}

func (s *fakeStore) Write(ctx context.Context, batch ingest.Batch) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.onWrite != nil {
		s.onWrite(batch)
	}
	if s.refuse > 0 {
		s.refuse--
		return store.ErrUnavailable
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, r := range batch.Records {
		s.texts = append(s.texts, string(r))
	}
	s.sources[batch.Source] = true
	if c := batch.Checkpoint; c != nil {
		s.checkpoints[store.Checkpoint{Stream: c.Stream, Shard: c.Shard}] = c.Sequence
	}
	return nil
}

func (s *fakeStore) Checkpoints(_ context.Context, stream string) ([]store.Checkpoint, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []store.Checkpoint
	for c, sequence := range s.checkpoints {
		if c.Stream == stream {
			c.Sequence = sequence
			list = append(list, c)
		}
	}
	return list, nil
}

func (s *fakeStore) got() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.texts)
}

// at is the newest checkpoint of a shard, of whichever stream.
func (s *fakeStore) at(shard string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c, sequence := range s.checkpoints {
		if c.Shard == shard {
			return sequence
		}
	}
	return ""
}

var errNetwork = errors.New("connection reset by peer")
