package duckdb

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// BenchmarkHistory asks what pages draw and tables hold of 25 months, from the columns in memory: points of a quarter of an hour
// of one queue and of ten, percentiles of each queue by month, and a month of each agent. 800,000 contacts a month, as 20M of all
// the time are.
func BenchmarkHistory(b *testing.B) {
	months := 1
	if os.Getenv(bigBenchmarks) != "" {
		months = 25
	}
	n := months * 800_000
	from := benchFrom.UTC()
	to := from.AddDate(0, months, 0)
	s := benchStore(b, n, to.Sub(from))
	if err := s.loadHot(b.Context()); err != nil {
		b.Fatal(err)
	}
	queues := func(n int) []metric.Filter {
		f := metric.Filter{Dimension: metric.Queue}
		for i := range n {
			f.Values = append(f.Values, fmt.Sprintf("queue-%d", 2*i+1))
		}
		return []metric.Filter{f}
	}
	one := []string{"contacts_queued"}
	four := []string{"contacts_queued", "contacts_handled", "contacts_abandoned", "service_level"}
	questions := []struct {
		name string
		q    metric.Query
	}{
		{"points/queues=1", metric.Query{Metrics: one, Every: metric.Quarter, Where: queues(1)}},
		{"points/queues=10", metric.Query{Metrics: one, Every: metric.Quarter, Where: queues(10)}},
		{"points/queues=1/metrics=4", metric.Query{Metrics: four, Every: metric.Quarter, Where: queues(1)}},
		{"points/queues=10/metrics=4", metric.Query{Metrics: four, Every: metric.Quarter, Where: queues(10)}},
		{"percentiles", metric.Query{
			Metrics: []string{"p50_handle_time", "p90_handle_time", "p95_handle_time"}, Every: metric.Month,
			By: []metric.Dimension{metric.Queue},
		}},
		{"agents", metric.Query{
			Metrics: []string{
				"contacts_handled", "contacts_handled_incoming", "contacts_handled_outbound", "contacts_transferred_out", "avg_handle_time",
				"avg_after_contact_work_time", "avg_interaction_time", "avg_hold_time", "sum_handle_time", "sum_hold_time",
				"sum_interaction_time", "avg_holds",
			},
			From: to.AddDate(0, -1, 0), By: []metric.Dimension{metric.Agent},
		}},
	}
	for _, question := range questions {
		b.Run(fmt.Sprintf("%dM/%s", n/1_000_000, question.name), func(b *testing.B) {
			q := question.q
			q.To, q.Zone, q.Scope = to, time.UTC, metric.Everything()
			if q.From.IsZero() {
				q.From = from
			}
			started := ProcessorTime(b)
			var took []time.Duration
			for b.Loop() {
				asked := time.Now()
				table, err := metric.Run(b.Context(), s, q)
				took = append(took, time.Since(asked))
				if err != nil || len(table.Rows) < 25 {
					b.Fatalf("%d rows, %v", len(table.Rows), err)
				}
			}
			b.ReportMetric(float64(ProcessorTime(b)-started)/1e6/float64(b.N), "cpu-ms/op")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
		})
	}
}
