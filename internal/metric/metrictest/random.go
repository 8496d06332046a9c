package metrictest

import (
	"math/rand/v2"
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// RandomQuestion asks any measures of the catalogue, and some that no metric has, over random buckets, groups and filters
// that fit the facts; half of them have several buckets. It sees everything. The same source gives the same questions.
func RandomQuestion(random *rand.Rand, facts []connect.Fact) metric.Question {
	q := metric.Question{
		TimeField: pick(random, metric.ByInitiation, metric.ByDisconnect),
		Edges:     randomEdges(random, facts),
		Scope:     metric.Everything(),
	}
	dimensions := metric.Dimensions()
	random.Shuffle(len(dimensions), func(i, j int) { dimensions[i], dimensions[j] = dimensions[j], dimensions[i] })
	q.GroupBy = dimensions[:random.IntN(metric.MaxGroupBy+1)]
	for range random.IntN(3) {
		q.Where = append(q.Where, randomFilter(random, facts))
	}
	for _, m := range metric.Catalogue() {
		q.Measures = append(q.Measures, m.Measures...)
	}
	q.Measures = append(q.Measures, oddMeasures()...)
	random.Shuffle(len(q.Measures), func(i, j int) { q.Measures[i], q.Measures[j] = q.Measures[j], q.Measures[i] })
	q.Measures = q.Measures[:1+random.IntN(len(q.Measures))]
	if !q.AgentEvents() {
		q.Measures = slices.DeleteFunc(q.Measures, metric.Measure.ByAgentEvents)
	}
	return q
}

// oddMeasures use what predicates and aggregates can do beyond what the catalogue needs today.
func oddMeasures() []metric.Measure {
	hold := metric.Compare(metric.ColHoldS, metric.OpLess, 30)
	return []metric.Measure{
		{Name: "odd_online", Aggregate: metric.OnlineAgents},
		{Name: "odd_least_hold", Aggregate: metric.Min, Column: metric.ColHoldS},
		metric.MaxOf("odd_last_enqueue", metric.ColEnqueueMS, metric.Is(metric.ColAbandoned)),
		metric.CountOf("odd_not_short_hold", metric.Not(hold)),
		metric.CountOf("odd_not_not_short_hold", metric.Not(metric.Not(hold))),
		metric.CountOf("odd_any", metric.Any(hold, metric.Missing(metric.ColQueueS), metric.Compare(metric.ColACWS, metric.OpAtLeast, 10))),
		metric.CountOf("odd_any_of_none", metric.Any()),
		metric.CountOf("odd_all_of_none", metric.All()),
		metric.SumOf("odd_nothing", metric.ColPauseS, metric.Not(metric.Predicate{})),
		metric.DistinctOf("odd_queues", metric.Queue, metric.Compare(metric.ColQueueS, metric.OpGreater, 20)),
		metric.DistinctOf("odd_reasons", metric.DisconnectReason, metric.Predicate{}),
	}
}

func randomEdges(random *rand.Rand, facts []connect.Fact) []int64 {
	first, last := int64(0), int64(1)
	for _, fact := range facts {
		if at := int64(connect.FactTime(fact)); at != 0 {
			if first == 0 || at < first {
				first = at
			}
			last = max(last, at)
		}
	}
	first -= 3_600_000 // contacts begin before they are last updated
	count := 2 + random.IntN(2)*random.IntN(30)
	edges := make([]int64, 0, count)
	for range count {
		edges = append(edges, first+random.Int64N(last-first+1))
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	if len(edges) < 2 {
		return []int64{first, last}
	}
	return edges
}

func randomFilter(random *rand.Rand, facts []connect.Fact) metric.Filter {
	f := metric.Filter{Dimension: pick(random, metric.Dimensions()...), Not: random.IntN(3) == 0}
	for range random.IntN(4) {
		f.Values = append(f.Values, randomValue(random, f.Dimension, facts))
	}
	return f
}

// randomValue is a key, id or name that some fact has, or "", or one that none has.
func randomValue(random *rand.Rand, d metric.Dimension, facts []connect.Fact) string {
	if len(facts) == 0 || random.IntN(10) == 0 {
		return pick(random, "", "no such thing", "'; drop table contacts; --")
	}
	fact := facts[random.IntN(len(facts))]
	if fact.Contact == nil {
		return ""
	}
	row := metric.Derive(fact.Contact)
	return pick(random, row.Key(d), row.KeyName(d), connect.ResourceID(row.Key(d)))
}

func pick[T any](random *rand.Rand, from ...T) T { return from[random.IntN(len(from))] }
