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
	Stream  string // "" until it was found
	Problem string // why the stream as a whole cannot be read, "" when it can
	Shards  []ShardHealth
	Lost    []string // shards that expired before they were read to their ends
}

// ShardHealth is how the reading of a shard is doing.
type ShardHealth struct {
	Shard     string
	Records   int64         // read since the start
	Behind    time.Duration // how far behind the newest record, as Kinesis said with the newest answer
	Asked     time.Time     // when it was last answered
	Throttled int64         // answers that the quota was used up
	Ended     bool          // read to its end
	Problem   string        // why it cannot be read now, "" when it can
}

// health is written by all shards.
type health struct {
	mu      sync.Mutex // guards what follows
	stream  string
	problem string
	gone    []string
	shards  map[string]ShardHealth
}

func (h *health) now() Health {
	h.mu.Lock()
	defer h.mu.Unlock()
	shards := slices.SortedFunc(maps.Values(h.shards), func(a, b ShardHealth) int { return strings.Compare(a.Shard, b.Shard) })
	return Health{Stream: h.stream, Problem: h.problem, Shards: shards, Lost: slices.Clone(h.gone)}
}

// begin starts anew, for a stream.
func (h *health) begin(stream string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stream, h.problem, h.gone = stream, "", nil
	clear(h.shards)
}

// trouble is why no stream can be read.
func (h *health) trouble(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		h.problem = err.Error()
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

func (h *health) read(shard string, records int, behind int64) {
	h.change(shard, func(s *ShardHealth) {
		s.Records += int64(records)
		s.Behind, s.Asked, s.Problem = time.Duration(behind)*time.Millisecond, time.Now(), ""
	})
}

func (h *health) throttled(shard string) { h.change(shard, func(s *ShardHealth) { s.Throttled++ }) }

func (h *health) failed(shard string, err error) {
	h.change(shard, func(s *ShardHealth) { s.Problem = err.Error() })
}

func (h *health) ended(shard string) {
	h.change(shard, func(s *ShardHealth) { s.Ended, s.Behind, s.Problem = true, 0, "" })
}

func (h *health) lost(shard string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.gone = append(h.gone, shard)
}
