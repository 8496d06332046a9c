package storetest

import (
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
)

// question asks something that a person might, or might not.
func (w world) question() metric.Question {
	q := metric.Question{
		Edges: w.edges(), Scope: w.scope(),
	}
	q.TimeField = metric.TimeFields()[w.r.IntN(len(metric.TimeFields()))]
	for range w.r.IntN(4) {
		if d := w.dimension(); !slices.Contains(q.GroupBy, d) {
			q.GroupBy = append(q.GroupBy, d)
		}
	}
	if w.r.IntN(8) == 0 {
		q.GroupBy = []metric.Dimension{metric.Agent} // by which agents online can be asked
	}
	for range w.r.IntN(3) {
		q.Where = append(q.Where, w.filter())
	}
	if w.r.IntN(4) == 0 {
		q.Within = w.within(q.Edges)
	}
	for i := range 1 + w.r.IntN(6) {
		q.Measures = append(q.Measures, w.measure(fmt.Sprintf("m%d", i), q.AgentEvents()))
	}
	return q
}

// scope is mostly that of who sees everything, else of who sees one of the two instances, and one that there is not, or what fits
// some limits.
func (w world) scope() metric.Scope {
	switch w.r.IntN(8) {
	default:
		return metric.Everything()
	case 0:
		return metric.Everything().Within([]string{instanceARN(w.r.IntN(2)), instanceARN(2)})
	case 1:
		return w.limited()
	}
}

// limited is a scope with limits, most of which leave something.
func (w world) limited() metric.Scope {
	scope, arn := metric.Everything(), instanceARN(w.r.IntN(2))
	if w.r.IntN(2) == 0 {
		scope = scope.Limit(metric.Queue, []string{arn + "/queue/q-0", arn + "/queue/q-1", instanceARN(0) + "/queue/q-3"})
	}
	if w.r.IntN(3) == 0 {
		scope = scope.Limit(metric.Agent, []string{instanceARN(0) + "/agent/a-0", arn + "/agent/a-1", arn + "/agent/a-2", arn + "/agent/a-4"})
	}
	if w.r.IntN(3) == 0 {
		scope = scope.Limit(metric.HierarchyLevel1, []string{arn + "/agent-group/g-0", arn + "/agent-group/never"})
	}
	if w.r.IntN(5) == 0 {
		scope = scope.Within([]string{arn})
	}
	return scope
}

// scopeOf is a scope by whose limits the source can be asked.
func (w world) scopeOf(source metric.Source) metric.Scope {
	for {
		if scope := w.scope(); source != metric.OfAgentTime || !scope.Limits(metric.Queue) {
			return scope
		}
	}
}

// dimension is one of those that all contacts have or, as often as three of them, an attribute.
func (w world) dimension() metric.Dimension {
	all := metric.Dimensions()
	if i := w.r.IntN(len(all) + 3); i < len(all) {
		return all[i]
	}
	if w.r.IntN(8) == 0 {
		return metric.OfAttribute("never heard of")
	}
	return metric.OfAttribute(attributeKeys[w.r.IntN(len(attributeKeys))])
}

// spentQuestion asks about agents' time, or that of contacts at agents.
func (w world) spentQuestion() metric.Question {
	q := metric.Question{Edges: w.edges(), Source: []metric.Source{metric.OfAgentTime, metric.OfContactTime}[w.r.IntN(2)]}
	q.Scope = w.scopeOf(q.Source)
	all := q.Source.Dimensions()
	for range w.r.IntN(3) {
		if d := all[w.r.IntN(len(all))]; !slices.Contains(q.GroupBy, d) {
			q.GroupBy = append(q.GroupBy, d)
		}
	}
	for range w.r.IntN(3) {
		if f := w.filter(); slices.Contains(all, f.Dimension) {
			q.Where = append(q.Where, f)
		}
	}
	for _, amount := range q.Source.Amounts() {
		if w.r.IntN(2) == 0 {
			q.Measures = append(q.Measures, metric.SpentOf(amount))
		}
	}
	return q
}

func (w world) edges() []int64 {
	from := epoch.UnixMilli() - int64(w.r.IntN(2))*86_400_000 + int64(w.r.IntN(3))*1_234_567
	switch w.r.IntN(4) {
	case 0:
		return []int64{from, from + int64(1+w.r.IntN(days))*86_400_000}
	case 1: // quarters of an hour
		edges := []int64{from}
		for range 1 + w.r.IntN(200) {
			edges = append(edges, edges[len(edges)-1]+900_000)
		}
		return edges
	case 2: // days, one of 23 hours
		return []int64{from, from + 86_400_000, from + 2*86_400_000, from + (2*24+23)*3_600_000, from + (3*24+23)*3_600_000}
	default:
		edges := []int64{from}
		for range 1 + w.r.IntN(12) {
			edges = append(edges, edges[len(edges)-1]+1+w.r.Int64N(40_000_000))
		}
		return edges
	}
}

// within is some of the time of edges, such as working hours; now and then none of it.
func (w world) within(edges []int64) metric.Windows {
	windows, at := metric.Windows{}, edges[0]-1_000_000
	for range w.r.IntN(40) {
		from := at + w.r.Int64N(20_000_000)
		at = from + 1 + w.r.Int64N(40_000_000)
		windows = append(windows, metric.Window{From: from, To: at})
	}
	return windows
}

func (w world) filter() metric.Filter {
	f := metric.Filter{Dimension: w.dimension(), Not: w.r.IntN(3) == 0}
	values := map[metric.Dimension][]string{
		metric.Queue:          {"Sales", "Queue 1", "q-2", instanceARN(1) + "/queue/q-0", ""},
		metric.Agent:          {"agent1", "renamed", "a-2", instanceARN(0) + "/agent/a-4", ""},
		metric.RoutingProfile: {"Basic", "p-1", ""}, metric.Channel: {"VOICE", "CHAT", "EMAIL"},
		metric.InitiationMethod: {"INBOUND", "OUTBOUND", "API"}, metric.DisconnectReason: {"AGENT_DISCONNECT", ""},
		metric.SystemEndpoint:  {"+82215880001", ""},
		metric.HierarchyLevel1: {"Seoul", "g-1", ""}, metric.HierarchyLevel2: {"Team 0", instanceARN(1) + "/agent-group/g-0"},
		metric.HierarchyLevel3: {""}, metric.HierarchyLevel4: {"", "Seoul"}, metric.HierarchyLevel5: {"Seoul", "Team 1"},
		metric.Instance: {instanceARN(0), "00000001-1111-4222-8333-444444444444"}, metric.Subtype: {"", "connect:Chat"},
	}[f.Dimension]
	if values == nil {
		values = []string{"billing", "Billing", "", "1", "1.5", "true", `it's "$1"; --`, `{"a":[1,"b"]}`, "청구\x00"}
	}
	for range w.r.IntN(3) {
		f.Values = append(f.Values, values[w.r.IntN(len(values))])
	}
	if w.r.IntN(9) == 0 {
		f.Values = append(f.Values, "never heard of")
	}
	return f
}

func (w world) measure(name string, agentEvents bool) metric.Measure {
	m := metric.Measure{Name: name, Where: w.predicate(3), Column: w.column(), Rank: 1 + w.r.IntN(100)}
	all := metric.Dimensions()
	m.Dimension = all[w.r.IntN(len(all))]
	m.Aggregate = []metric.Aggregate{metric.Count, metric.Sum, metric.Min, metric.Max, metric.Distinct, metric.Percentile}[w.r.IntN(6)]
	if agentEvents && w.r.IntN(2) == 0 {
		m.Aggregate = []metric.Aggregate{metric.OnlineAgents, metric.SeenAgents}[w.r.IntN(2)]
	}
	return m
}

func (w world) column() metric.Column { return metric.Column(w.r.IntN(int(metric.ColumnCount))) }

func (w world) predicate(depth int) metric.Predicate {
	return metrictest.RandomPredicate(w.r, depth, w.column, w.keys)
}

// keys are mostly those of the queues of both instances, or of an instance; names are none.
func (w world) keys() metric.Predicate {
	arn := instanceARN(w.r.IntN(2))
	switch w.r.IntN(6) {
	case 0:
		return metric.In(metric.Instance, w.one(arn, "nowhere"))
	case 1:
		return metric.In(metric.HierarchyLevel1, arn+"/agent-group/g-0", "")
	case 2:
		return metric.In(metric.Channel, "VOICE", w.one("CHAT", "voice"))
	}
	var queues []string
	for range w.r.IntN(4) {
		queues = append(queues, w.one(fmt.Sprintf("%s/queue/q-%d", arn, w.r.IntN(4)), "Sales", ""))
	}
	return metric.In(metric.Queue, queues...)
}
