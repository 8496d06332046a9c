package duckdb

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// BenchmarkScope asks the same of 25 queues as a limit and as a filter, in turn, of plain SQL and of the columns in memory: added-% is
// by how much the medians differ.
func BenchmarkScope(b *testing.B) {
	var queues []string
	for i := range 25 {
		queues = append(queues, fmt.Sprintf("arn:/queue/queue-%d", 2*i+1))
	}
	s := benchStore(b, 1_000_000, year)
	edges := []int64{benchFrom.UnixMilli(), benchFrom.AddDate(1, 0, 0).UnixMilli()}
	questions := map[string]metric.Question{
		"panel":  {Measures: []metric.Measure{metric.CountOf("contacts", metric.Predicate{}), metric.SumOf("handle", metric.ColHandleS, metric.Predicate{})}},
		"agents": {Measures: []metric.Measure{metric.CountOf("contacts", metric.Predicate{})}, GroupBy: []metric.Dimension{metric.Agent}},
	}
	for _, hot := range []bool{false, true} {
		if hot {
			if err := s.loadHot(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		for name, q := range questions {
			q.TimeField, q.Edges, q.Scope = metric.ByInitiation, edges, metric.Everything()
			filtered, limited := q, q
			filtered.Where = []metric.Filter{{Dimension: metric.Queue, Values: queues}}
			limited.Scope = q.Scope.Limit(metric.Queue, queues)
			b.Run(fmt.Sprintf("%s/hot=%t", name, hot), func(b *testing.B) { benchPair(b, s, filtered, limited) })
		}
	}
}

// benchPair asks two questions in turn, now the one first and now the other, after both were asked once: the columns remember.
func benchPair(b *testing.B, s *Store, pair ...metric.Question) {
	b.Helper()
	took := make([][]time.Duration, len(pair))
	ask := func(i int) time.Duration {
		asked := time.Now()
		answers, err := s.Query(b.Context(), pair[i])
		if err != nil || len(answers[0]) == 0 {
			b.Fatalf("%d slices, %v", len(answers[0]), err)
		}
		return time.Since(asked)
	}
	ask(0)
	ask(1)
	for first := 0; b.Loop(); first = 1 - first {
		for _, i := range []int{first, 1 - first} {
			took[i] = append(took[i], ask(i))
		}
	}
	var median [2]float64
	for i := range took {
		slices.Sort(took[i])
		median[i] = took[i][len(took[i])/2].Seconds()
	}
	b.ReportMetric(1000*median[0], "filter-ms")
	b.ReportMetric(1000*median[1], "scope-ms")
	b.ReportMetric(100*(median[1]/median[0]-1), "added-%")
}
