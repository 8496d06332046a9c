package columns

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"runtime"
	"slices"
	"sort"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// none is the value of a sum, least or greatest over nothing.
const none = math.MinInt64

// set is a set of numbers of a dimension's words.
type set []uint64

func (s *set) add(n int32) {
	for int(n>>6) >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[n>>6] |= 1 << (n & 63)
}

func (s *set) merge(other set) {
	for len(*s) < len(other) {
		*s = append(*s, 0)
	}
	for i, word := range other {
		(*s)[i] |= word
	}
}

func (s set) has(n int32) bool { return int(n>>6) < len(s) && s[n>>6]&(1<<(n&63)) != 0 }

func (s set) count() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// merge adds up two values of an aggregate.
func merge(a metric.Aggregate, x, y int64) int64 {
	switch {
	case y == none:
		return x
	case x == none:
		return y
	case a == metric.Min:
		return min(x, y)
	case a == metric.Max:
		return max(x, y)
	}
	return x + y
}

// tally is the answer as it grows: groups, which get numbers as they are met.
type tally struct {
	*Plan
	block  *block
	table  []int32   // by place: number of the group + 1
	places []int32   // by group
	values [][]int64 // by measure, by group
	sets   [][]set
	spread [][]distribution // of percentiles
	rows   scatter
	agents map[int32]int32 // numbers by word, when they are needed
}

var blocks = sync.Pool{New: func() any { return new(block) }}

// manyRows is how many rows are worth a processor of their own. Tests change it.
var manyRows = 1 << 19

// Answer answers the question. Online are, by bucket, the agents (words) whom agent events show online; it is needed if a
// measure is by agent events. It ends early with the error of a context that ends.
func (p *Plan) Answer(ctx context.Context, online []map[int32]struct{}) ([]metric.Slice, error) {
	parts := p.shared(p.within(p.question.Edges[0], p.question.Edges[len(p.question.Edges)-1]), runtime.GOMAXPROCS(0))
	tallies := make([]*tally, len(parts))
	group, ctx := errgroup.WithContext(ctx)
	for i, chunks := range parts {
		tallies[i] = newTally(p)
		group.Go(func() error { return tallies[i].take(ctx, chunks) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, other := range tallies[1:] {
		tallies[0].join(other)
	}
	return tallies[0].slices(online), nil
}

// shared parts chunks for so many processors at most, at least one, by their rows. Groups of few rows each are not worth
// being found twice and joined.
func (p *Plan) shared(chunks []*chunk, processors int) [][]*chunk {
	rows := 0
	for _, c := range chunks {
		rows += c.rows()
	}
	each := max(manyRows, rows/processors+1)
	if p.layout.places > rows {
		each = rows + 1
	}
	var parts [][]*chunk
	taken, first := 0, 0
	for i, c := range chunks {
		if taken += c.rows(); taken >= each {
			parts, taken, first = append(parts, chunks[first:i+1]), 0, i+1
		}
	}
	if first < len(chunks) || len(parts) == 0 {
		parts = append(parts, chunks[first:])
	}
	return parts
}

func newTally(p *Plan) *tally {
	return &tally{
		Plan: p, table: make([]int32, p.layout.places), values: make([][]int64, len(p.measures)),
		sets: make([][]set, len(p.measures)), spread: make([][]distribution, len(p.measures)),
	}
}

// take takes chunks in.
func (t *tally) take(ctx context.Context, chunks []*chunk) error {
	t.block = blocks.Get().(*block)
	t.block.view = &t.state.view
	defer func() {
		t.block.chunk, t.block.view, t.block.kinds = nil, nil, nil
		blocks.Put(t.block)
	}()
	edges := t.question.Edges
	from, to := edges[0], edges[len(edges)-1]
	for _, c := range chunks {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		parts := t.cut(c)
		if t.worth(c, parts) {
			t.remembered(c, parts)
		} else if len(parts) > 0 {
			t.scatter(c, max(from, parts[0].from), min(to, parts[len(parts)-1].to))
		}
	}
	return nil
}

// join takes in what another has of other chunks.
func (t *tally) join(other *tally) {
	for theirs, place := range other.places {
		ours := t.group(int(place))
		for i, m := range t.measures {
			switch {
			case m.values >= 0:
				t.sets[i][ours].merge(other.sets[i][theirs])
			case isPercentile(m.Measure):
				t.spread[i][ours].take(&other.spread[i][theirs])
			default:
				t.values[i][ours] = merge(m.Aggregate, t.values[i][ours], other.values[i][theirs])
			}
		}
	}
}

// within are the chunks that may have contacts of a range.
func (p *Plan) within(from, to int64) []*chunk {
	if p.byEnd {
		return p.state.chunks // cut says which have none
	}
	all := p.state.chunks
	last := sort.Search(len(all), func(i int) bool { return all[i].from >= to })
	first := min(p.state.find(from), last)
	return all[first:last]
}

// stretch is what a chunk and a bucket have in common, in ms of the question's time field.
type stretch struct {
	bucket   int
	from, to int64
}

// cut cuts a chunk by buckets, into at most one more than fewParts.
func (t *tally) cut(c *chunk) []stretch {
	from, to := c.from, c.to
	if t.byEnd {
		from, to = c.first, c.last
		if from > to {
			return nil
		}
		to++
	}
	edges := t.question.Edges
	bucket := sort.Search(len(edges), func(i int) bool { return edges[i] > from }) - 1
	var parts []stretch
	for b := max(bucket, 0); b < len(edges)-1 && edges[b] < to; b++ {
		part := stretch{b, max(from, edges[b]), min(to, edges[b+1])}
		if len(parts) > fewParts { // their number does not matter any more, only where they end
			parts[fewParts].to = part.to
			continue
		}
		parts = append(parts, part)
	}
	return parts
}

// group is the number of a place's group.
func (t *tally) group(place int) int32 {
	if g := t.table[place]; g > 0 {
		return g - 1
	}
	g := int32(len(t.places))
	t.places = append(t.places, int32(place))
	t.table[place] = g + 1
	for i, m := range t.measures {
		switch {
		case m.values >= 0:
			t.sets[i] = append(t.sets[i], nil)
			continue
		case isPercentile(m.Measure):
			t.spread[i] = append(t.spread[i], distribution{})
			continue
		}
		start := int64(none)
		if m.Aggregate == metric.Count {
			start = 0
		}
		t.values[i] = append(t.values[i], start)
	}
	return g
}

// slices are the groups as a store answers them.
func (t *tally) slices(online []map[int32]struct{}) []metric.Slice {
	for bucket, agents := range online {
		if len(agents) > 0 && t.byAgentEvents() {
			t.group(t.layout.base(bucket, 0))
		}
	}
	n := len(t.question.Measures)
	all := make([]metric.Slice, 0, len(t.places))
	values := make([]metric.Int, len(t.places)*n)
	for place, number := range t.table { // in the order of buckets
		if number == 0 {
			continue
		}
		g := int(number) - 1
		bucket, words := t.layout.words(t.Plan, place)
		s := metric.Slice{Bucket: bucket, Values: values[g*n : (g+1)*n : (g+1)*n]}
		for i, word := range words {
			s.Keys = append(s.Keys, t.names.Text(word))
			s.Names = append(s.Names, t.names.Newest(t.question.GroupBy[i], word))
		}
		var agents map[int32]struct{}
		if bucket < len(online) {
			agents = online[bucket]
		}
		for i := range s.Values {
			s.Values[i] = t.value(i+1, g, agents)
		}
		all = append(all, s)
	}
	if len(t.question.GroupBy) > 0 {
		slices.SortFunc(all, func(a, b metric.Slice) int {
			return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), slices.Compare(a.Keys, b.Keys))
		})
	}
	return all
}

func (t *tally) byAgentEvents() bool {
	return slices.ContainsFunc(t.measures, func(m measure) bool { return m.ByAgentEvents() })
}

// value is a measure's value of a group.
func (t *tally) value(i, group int, online map[int32]struct{}) metric.Int {
	m := t.measures[i]
	switch {
	case m.Aggregate == metric.OnlineAgents:
		return connect.Some(int64(len(online)))
	case isPercentile(m.Measure):
		return t.spread[m.first][group].percentile(m.Rank)
	case m.values < 0:
		v := t.values[i][group]
		if v == none {
			return metric.Int{}
		}
		return connect.Some(v)
	}
	found := t.sets[i][group]
	n := found.count()
	if number := slices.Index(t.state.view.values[m.values], 0); number >= 0 && found.has(int32(number)) {
		n-- // those without one
	}
	if m.Aggregate == metric.SeenAgents {
		for word := range online {
			if number, known := t.agent(word); !known || !found.has(number) {
				n++
			}
		}
	}
	return connect.Some(int64(n))
}

// agent is the number of an agent, if any contact that is kept has that one.
func (t *tally) agent(word int32) (int32, bool) {
	if t.agents == nil {
		words := t.state.view.values[staffPlaces[0]]
		t.agents = make(map[int32]int32, len(words))
		for n, word := range words {
			t.agents[word] = int32(n)
		}
	}
	number, known := t.agents[word]
	return number, known
}
