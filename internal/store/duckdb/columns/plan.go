package columns

import (
	"math"
	"slices"
	"unique"

	"github.com/ringside/ringside/internal/metric"
)

// Names is what a store knows of the words of dimensions.
type Names interface {
	// Words are the words that a filter's values mean.
	Words(metric.Filter) []int32
	// Text is what a word stands for.
	Text(word int32) string
	// Newest is the newest name of what a word of a dimension stands for, "" when it has none.
	Newest(dimension metric.Dimension, word int32) string
}

// Plan is a question made ready for the state that it is to be answered from.
type Plan struct {
	state    *State
	names    Names
	question metric.Question
	byEnd    bool // buckets are of the disconnect

	queues   []bool  // by number, nil: all
	kinds    []uint8 // by number, 1: passes the filters; nil: all
	staff    []uint8
	filters  string // canonical, but for the queue: what memory is found by
	ofQueues string // the same of the queue
	measures []measure
	layout   layout
}

// measure is one of a question, or the number of contacts that pass the filters, which comes first.
type measure struct {
	metric.Measure
	where                 node
	kinds                 []uint8               // by number, 1: counts and passes the filters; nil when the kind alone does not decide
	values                int                   // place of the dimension whose values are counted, -1 when none are
	name                  string                // canonical: measures of the same name are the same, but for the rank of a percentile
	counted, countedWhole unique.Handle[string] // what memory is found by: name and filters; those of queues too
	first                 int                   // of percentiles of the same name the first, which has the values for all of them
}

// most is how many places for groups, and words of sets in them, a question may need: beyond that SQL is no slower.
const most = 4 << 20

// Plan makes a valid question ready; false when this state cannot answer it.
func (s *State) Plan(q metric.Question, names Names) (*Plan, bool) {
	if !answerable(q) {
		return nil, false
	}
	p := &Plan{state: s, names: names, question: q, byEnd: q.TimeField == metric.ByDisconnect}
	if q.Edges[0] < s.since || p.byEnd && q.Edges[0] <= s.outside && s.outside != math.MinInt64 {
		return nil, false
	}
	p.addFilters()
	all := slices.Concat([]metric.Measure{{Aggregate: metric.Count}}, q.Measures)
	for i, m := range all {
		planned := p.measure(m)
		planned.first = slices.IndexFunc(p.measures, func(known measure) bool { return known.name == planned.name })
		if planned.first < 0 {
			planned.first = i
		}
		planned.counted = unique.Make(planned.name + p.filters)
		planned.countedWhole = unique.Make(planned.name + p.filters + p.ofQueues)
		p.measures = append(p.measures, planned)
	}
	p.layout = newLayout(p)
	places := p.layout.places
	if places > most || places*p.setWords() > most || places > mostSpreads && slices.ContainsFunc(all, isPercentile) {
		return nil, false
	}
	return p, true
}

func isPercentile(m metric.Measure) bool { return m.Aggregate == metric.Percentile }

// answerable reports whether everything that a question is about is kept.
func answerable(q metric.Question) bool {
	if q.TimeField != metric.ByInitiation && q.TimeField != metric.ByDisconnect || q.Within != nil {
		return false
	}
	if len(q.GroupBy) > 0 && slices.ContainsFunc(q.Measures, metric.Measure.ByAgentEvents) {
		return false
	}
	other := func(d metric.Dimension) bool { return dimension(d) < 0 }
	return !slices.ContainsFunc(q.GroupBy, other) &&
		!slices.ContainsFunc(q.Where, func(f metric.Filter) bool { return other(f.Dimension) }) &&
		!slices.ContainsFunc(q.Measures, func(m metric.Measure) bool { return !countable(m) })
}

// countable reports whether a measure is made of what is kept. Time spent is not: it is of agent events.
func countable(m metric.Measure) bool {
	ok := true
	need := func(c metric.Column) { ok = ok && held(c) }
	eachColumn(m.Where, need)
	ok = ok && keysKept(m.Where)
	switch m.Aggregate {
	case metric.Sum, metric.Min, metric.Max:
		need(m.Column)
	case metric.Distinct:
		ok = ok && dimension(m.Dimension) >= 0
	case metric.Count, metric.OnlineAgents, metric.SeenAgents:
	case metric.Percentile:
		need(m.Column)
		ok = ok && !Moment(m.Column) && !m.Column.Flag()
	case metric.Spent:
		return false
	}
	return ok
}

// keysKept reports whether a predicate asks for no other keys than those of queues and kinds.
func keysKept(p metric.Predicate) bool {
	if p.Op == metric.OpIn && p.Dimension != metric.Queue && !ofKinds(p) {
		return false
	}
	return !slices.ContainsFunc(p.Of, func(part metric.Predicate) bool { return !keysKept(part) })
}

func (p *Plan) measure(m metric.Measure) measure {
	v := &p.state.view
	planned := measure{Measure: m, where: v.compile(m.Where, p.names), values: -1, name: nameOf(m)}
	switch m.Aggregate {
	case metric.Distinct:
		planned.values = dimension(m.Dimension)
	case metric.SeenAgents:
		planned.values = dimension(metric.Agent)
	case metric.Sum, metric.Min, metric.Max, metric.Percentile:
		planned.where = both(planned.where, v.compile(metric.Present(m.Column), p.names))
	case metric.Count, metric.OnlineAgents, metric.Spent:
	}
	if p.byEnd { // a contact without its moment is in no bucket
		planned.where = both(planned.where, v.compile(metric.Present(metric.ColDisconnectMS), p.names))
	}
	if planned.where.op == metric.OpTrue && p.staff == nil {
		planned.kinds = overlap(planned.where.kinds, p.kinds)
	}
	return planned
}

// setWords is how many words of bits the largest set of a question has.
func (p *Plan) setWords() int {
	n := 0
	for _, m := range p.measures {
		if m.values >= 0 {
			n = max(n, len(p.state.view.values[m.values])/64+1)
		}
	}
	return n
}

// addFilters turns filters into what passes, by number.
func (p *Plan) addFilters() {
	v := &p.state.view
	for _, f := range p.question.Where {
		words := map[int32]bool{}
		for _, word := range p.names.Words(f) {
			words[word] = true
		}
		passes := func(word int32) bool { return words[word] != f.Not }
		at := dimension(f.Dimension)
		if at == queuePlace {
			p.ofQueues += filterName(f, words)
			p.filterQueues(passes)
			continue
		}
		p.filters += filterName(f, words)
		if i := slices.Index(kindPlaces, at); i >= 0 {
			p.kinds = narrowed(p.kinds, len(v.kinds), func(n int) bool { return passes(v.kinds[n].words[i]) })
			continue
		}
		ofAgent := at == staffPlaces[0]
		p.staff = narrowed(p.staff, len(v.staff), func(n int) bool {
			if ofAgent {
				return passes(v.staff[n].agent)
			}
			return passes(v.staff[n].profile)
		})
	}
}

func (p *Plan) filterQueues(passes func(word int32) bool) {
	words := p.state.view.values[queuePlace]
	if p.queues == nil {
		p.queues = slices.Repeat([]bool{true}, len(words))
	}
	for n, word := range words {
		p.queues[n] = p.queues[n] && passes(word)
	}
}

// narrowed lets pass what passed before and passes now.
func narrowed(before []uint8, n int, passes func(n int) bool) []uint8 {
	if before == nil {
		before = slices.Repeat([]uint8{1}, n)
	}
	for i := range before {
		if !passes(i) {
			before[i] = 0
		}
	}
	return before
}

// passes reports whether the contacts of a queue, by number, pass.
func (p *Plan) passes(queue int32) bool { return p.queues == nil || p.queues[queue] }
