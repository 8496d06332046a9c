package metric

import (
	"cmp"
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// Facts is what a question is answered from: the newest version of each contact, each agent event, and the names of all
// versions. Without Names, those in Rows and Events are taken.
type Facts struct {
	Rows   []Row
	Events []connect.AgentEvent
	Names  *Names
	Now    connect.Millis // until when what still goes on counts; 0: to the end of any range
}

// Evaluate answers a question: the reference that every store is held to, written to be read. Slices come in order of
// bucket, then keys. A question that Validate refuses has no answer, nor has one whose scope sees nothing.
func Evaluate(facts Facts, q Question) []Slice {
	if q.Validate() != nil || q.Scope == (Scope{}) {
		return nil
	}
	q = q.Narrowed()
	e := evaluation{question: q, names: facts.names(), groups: map[groupKey]*group{}}
	facts = facts.within(q.Scope)
	for _, filter := range q.Where {
		e.wanted = append(e.wanted, e.names.Resolve(filter))
	}
	if q.Source != OfContacts {
		return e.spent(facts)
	}
	rows := facts.Rows
	if slices.ContainsFunc(q.Measures, Measure.Relative) {
		rows = Relate(rows)
	}
	for i := range rows {
		e.add(&rows[i])
	}
	if slices.ContainsFunc(q.Measures, Measure.ByAgentEvents) {
		e.addOnline(facts.Events, facts.Now)
	}
	return e.answer()
}

// within are the facts of the instances that a scope sees.
func (f Facts) within(scope Scope) Facts {
	if scope.SeesEverything() {
		return f
	}
	var seen Facts
	for i := range f.Rows {
		if scope.SeesInstance(f.Rows[i].InstanceARN) {
			seen.Rows = append(seen.Rows, f.Rows[i])
		}
	}
	for i := range f.Events {
		if scope.SeesInstance(f.Events[i].InstanceARN) {
			seen.Events = append(seen.Events, f.Events[i])
		}
	}
	seen.Names, seen.Now = f.Names, f.Now
	return seen
}

func (f Facts) names() *Names {
	if f.Names != nil {
		return f.Names
	}
	names := NewNames()
	for i := range f.Rows {
		names.Learn(&f.Rows[i])
	}
	for i := range f.Events {
		names.LearnEvent(&f.Events[i])
	}
	return names
}

type evaluation struct {
	question Question
	names    *Names
	wanted   [][]string // per filter, the keys that it names, sorted
	groups   map[groupKey]*group
}

type groupKey struct {
	bucket int
	keys   [MaxGroupBy + 1]string
}

// group collects what one slice is made of: one tally per measure.
type group struct {
	tallies []tally
}

type tally struct {
	total    Int                 // count, sum, min or max
	distinct map[string]struct{} // values of the dimension, or agents
	values   []int64             // for a percentile
	rank     int                 // of the percentile, 0 without one
}

func (e *evaluation) add(r *Row) {
	moment := r.Int(e.question.TimeField.Column())
	bucket, ok := e.bucket(moment)
	if !ok || !e.question.Within.Holds(moment.Value) || !e.passes(r) {
		return
	}
	key := groupKey{bucket: bucket}
	for i, dimension := range e.question.GroupBy {
		key.keys[i] = r.Key(dimension)
	}
	g := e.group(key)
	for i, measure := range e.question.Measures {
		if measure.Where.Holds(r) {
			g.tallies[i].add(measure, r)
		}
	}
}

func (e *evaluation) bucket(moment Int) (int, bool) {
	edges := e.question.Edges
	if !moment.Valid || moment.Value < edges[0] || moment.Value >= edges[len(edges)-1] {
		return 0, false
	}
	at, exact := slices.BinarySearch(edges, moment.Value)
	if !exact {
		at--
	}
	return at, true
}

func (e *evaluation) passes(r *Row) bool {
	for i, filter := range e.question.Where {
		_, named := slices.BinarySearch(e.wanted[i], r.Key(filter.Dimension))
		if named == filter.Not {
			return false
		}
	}
	return true
}

func (e *evaluation) group(key groupKey) *group {
	g := e.groups[key]
	if g == nil {
		g = &group{tallies: make([]tally, len(e.question.Measures))}
		for i, measure := range e.question.Measures {
			g.tallies[i] = newTally(measure)
		}
		e.groups[key] = g
	}
	return g
}

// addOnline adds to each bucket the agents whom agent events show online in it.
func (e *evaluation) addOnline(events []connect.AgentEvent, now connect.Millis) {
	var inScope []connect.AgentEvent
	for i := range events {
		if e.passes(&Row{InstanceARN: events[i].InstanceARN}) {
			inScope = append(inScope, events[i])
		}
	}
	statuses := statusesOf(inScope, connect.Millis(e.question.Edges[len(e.question.Edges)-1]), now)
	for i := range len(e.question.Edges) - 1 {
		from, to := connect.Millis(e.question.Edges[i]), connect.Millis(e.question.Edges[i+1])
		for _, agent := range onlineWithin(statuses, from, to) {
			key := groupKey{bucket: i}
			if e.question.byAgent() {
				key.keys[0] = agent
			}
			g := e.group(key)
			for m, measure := range e.question.Measures {
				if measure.ByAgentEvents() {
					g.tallies[m].distinct[agent] = struct{}{}
				}
			}
		}
	}
}

func newTally(m Measure) tally {
	switch m.Aggregate {
	case Count:
		return tally{total: connect.Some(0)}
	case Distinct, OnlineAgents, SeenAgents:
		return tally{distinct: map[string]struct{}{}}
	case Percentile:
		return tally{rank: m.Rank}
	default:
		return tally{}
	}
}

func (t *tally) add(m Measure, r *Row) {
	value := r.Int(m.Column)
	switch m.Aggregate {
	case Count:
		t.total.Value++
	case Sum:
		if value.Valid {
			t.total = connect.Some(t.total.Value + value.Value)
		}
	case Min:
		if value.Valid && (!t.total.Valid || value.Value < t.total.Value) {
			t.total = value
		}
	case Max:
		if value.Valid && (!t.total.Valid || value.Value > t.total.Value) {
			t.total = value
		}
	case Percentile:
		if value.Valid {
			t.values = append(t.values, value.Value)
		}
	case Distinct:
		t.addKey(r.Key(m.Dimension))
	case SeenAgents:
		t.addKey(r.Key(Agent))
	case OnlineAgents, Spent:
	}
}

func (t *tally) addKey(key string) {
	if key != "" {
		t.distinct[key] = struct{}{}
	}
}

func (t *tally) value() Int {
	if t.distinct != nil {
		return connect.Some(int64(len(t.distinct)))
	}
	if len(t.values) > 0 {
		slices.Sort(t.values)
		return connect.Some(t.values[nearestRank(t.rank, len(t.values))])
	}
	return t.total
}

// nearestRank is the index of the percentile among n sorted values.
func nearestRank(rank, n int) int { return (rank*n+99)/100 - 1 }

func (e *evaluation) answer() []Slice {
	dimensions := e.question.GroupBy
	result := make([]Slice, 0, len(e.groups))
	for key, g := range e.groups {
		s := Slice{Bucket: key.bucket}
		for i, dimension := range dimensions {
			s.Keys = append(s.Keys, key.keys[i])
			s.Names = append(s.Names, e.names.Newest(dimension, key.keys[i]))
		}
		for i := range g.tallies {
			s.Values = append(s.Values, g.tallies[i].value())
		}
		result = append(result, s)
	}
	slices.SortFunc(result, func(a, b Slice) int {
		return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), slices.Compare(a.Keys, b.Keys))
	})
	return result
}
