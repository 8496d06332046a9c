package columns

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
	"sort"
	"sync"

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

// Answer answers the question. Online are, by bucket, the agents (words) whom agent events show online; it is needed if a
// measure is by agent events. It ends early with the error of a context that ends.
func (p *Plan) Answer(ctx context.Context, online []map[int32]struct{}) ([]metric.Slice, error) {
	t := &tally{
		Plan: p, table: make([]int32, p.layout.places), values: make([][]int64, len(p.measures)),
		sets: make([][]set, len(p.measures)), spread: make([][]distribution, len(p.measures)), block: blocks.Get().(*block),
	}
	t.block.view = &p.state.view
	defer func() {
		t.block.chunk, t.block.view, t.block.kinds = nil, nil, nil
		blocks.Put(t.block)
	}()
	edges := p.question.Edges
	from, to := edges[0], edges[len(edges)-1]
	for _, c := range p.within(from, to) {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		parts := t.cut(c)
		if t.worth(c, parts) {
			t.remembered(c, parts)
		} else if len(parts) > 0 {
			t.scatter(c, max(from, parts[0].from), min(to, parts[len(parts)-1].to))
		}
	}
	return t.slices(online), nil
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
	all := make([]metric.Slice, len(t.places))
	values := make([]metric.Int, len(t.places)*len(t.question.Measures))
	for g, place := range t.places {
		bucket, words := t.layout.words(t.Plan, int(place))
		n := len(t.question.Measures)
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
		all[g] = s
	}
	slices.SortFunc(all, func(a, b metric.Slice) int {
		return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), slices.Compare(a.Keys, b.Keys))
	})
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
