package kinesis

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
)

// Health is how a reader is doing.
type Health struct {
	Stream  string        // "" until it was found
	Kept    time.Duration // for how long the stream keeps a record; 0 until it was found
	Problem string        // why the stream as a whole cannot be read, "" when it can
	Advice  string        // what to do about it, "" where that is not known
	Shards  []ShardHealth
	Lost    []string // shards that expired before they were read to their ends
}

// ShardHealth is how the reading of a shard is doing.
type ShardHealth struct {
	Shard     string
	Records   int64         // read since the start
	At        string        // the newest checkpoint, "" for none
	Last      time.Time     // when the newest record that was read had come to the stream; zero before the first
	Behind    time.Duration // how far behind the newest record, as Kinesis said with the newest answer
	Asked     time.Time     // when it was last answered
	Throttled int64         // answers that the quota was used up
	Ended     bool          // read to its end
	Expiring  bool          // records are about to expire before they are read, or have
	Problem   string        // why it cannot be read now, "" when it can
	Advice    string        // what to do about it, "" where that is not known
}

// expiring reports whether what is so far behind is about to be lost. A checkpoint of what has expired cannot be told from one of the
// oldest record that there is: Kinesis goes on there without a word.
func expiring(behind, kept time.Duration) bool { return kept > 0 && behind > kept*9/10 }

// health is written by all shards.
type health struct {
	mu      sync.Mutex // guards what follows
	stream  string
	kept    time.Duration
	problem string
	advice  string
	gone    []string
	shards  map[string]ShardHealth
}

func (h *health) now() Health {
	h.mu.Lock()
	defer h.mu.Unlock()
	shards := slices.SortedFunc(maps.Values(h.shards), func(a, b ShardHealth) int { return strings.Compare(a.Shard, b.Shard) })
	for i := range shards {
		shards[i].Expiring = expiring(shards[i].Behind, h.kept)
	}
	return Health{Stream: h.stream, Kept: h.kept, Problem: h.problem, Advice: h.advice, Shards: shards, Lost: slices.Clone(h.gone)}
}

// begin starts anew, for a stream.
func (h *health) begin(stream string, kept time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stream, h.kept, h.problem, h.advice, h.gone = stream, kept, "", "", nil
	clear(h.shards)
}

// trouble is why no stream can be read.
func (h *health) trouble(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		h.problem, h.advice = err.Error(), advice(err)
	}
}

// keep forgets shards that are no longer there.
func (h *health) keep(shards []types.Shard) {
	there := map[string]bool{}
	for _, s := range shards {
		there[aws.ToString(s.ShardId)] = true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.shards, func(shard string, _ ShardHealth) bool { return !there[shard] })
}

func (h *health) change(shard string, change func(*ShardHealth)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.shards[shard]
	s.Shard = shard
	change(&s)
	h.shards[shard] = s
}

// read notes an answer whose records are durable.
func (h *health) read(shard, at string, records []types.Record, behind time.Duration) {
	h.change(shard, func(s *ShardHealth) {
		s.Records += int64(len(records))
		if n := len(records); n > 0 {
			s.Last = aws.ToTime(records[n-1].ApproximateArrivalTimestamp)
		}
		s.At, s.Behind, s.Asked, s.Problem, s.Advice = at, behind, time.Now(), "", ""
	})
}

func (h *health) throttled(shard string) { h.change(shard, func(s *ShardHealth) { s.Throttled++ }) }

func (h *health) failed(shard string, err error) {
	h.change(shard, func(s *ShardHealth) { s.Problem, s.Advice = err.Error(), advice(err) })
}

func (h *health) ended(shard string) {
	h.change(shard, func(s *ShardHealth) { s.Ended, s.Behind, s.Problem, s.Advice = true, 0, "", "" })
}

func (h *health) lost(shard string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.gone = append(h.gone, shard)
}
