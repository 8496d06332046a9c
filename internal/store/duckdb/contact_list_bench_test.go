package duckdb

import (
	"fmt"
	"os"
	"testing"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// BenchmarkContactList reads pages of a year's contacts.
func BenchmarkContactList(b *testing.B) {
	queue := []metric.Filter{{Dimension: metric.Queue, Values: []string{"queue-7"}}}
	handled, handle := metric.Is(metric.ColConnected), metric.ColHandleS
	whole := metric.Question{
		Measures:  []metric.Measure{metric.CountOf("handled", handled), metric.SumOf("handle_s", handle, handled)},
		TimeField: metric.ByDisconnect, Edges: []int64{benchFrom.UnixMilli(), benchFrom.AddDate(1, 0, 0).UnixMilli()},
		Scope: metric.Everything(),
	}
	lists := []struct {
		name string
		q    store.ContactQuery
	}{
		{"newest", store.ContactQuery{}},
		{"oldest", store.ContactQuery{Order: store.ContactOrder{Reverse: true}}},
		{"queue", store.ContactQuery{Where: queue}},
		{"matching", store.ContactQuery{Matching: metric.All(handled, metric.Compare(metric.ColQueueS, metric.OpLess, 20))}},
		{"by=handle", store.ContactQuery{Order: store.ContactOrder{Column: &handle}}},
		{"agents", store.ContactQuery{Matching: handled, OneEach: metric.Agent}},
		{"explained", store.ContactQuery{Matching: handled, Columns: []metric.Column{handle}, Beside: []metric.Question{whole}}},
	}
	for _, size := range []int{1, 10} {
		if size == 10 && os.Getenv(bigBenchmarks) == "" {
			continue
		}
		s := benchStore(b, size*1_000_000, year)
		for _, list := range lists {
			q := list.q
			q.Scope, q.TimeField, q.Limit = metric.Everything(), metric.ByDisconnect, 50
			q.From, q.To = benchFrom, benchFrom.AddDate(1, 0, 0)
			b.Run(fmt.Sprintf("%dM/%s", size, list.name), func(b *testing.B) {
				started := ProcessorTime(b)
				for b.Loop() {
					page, err := s.Contacts(b.Context(), q)
					if err != nil || len(page.Rows) != q.Limit {
						b.Fatalf("%d rows, %v", len(page.Rows), err)
					}
				}
				b.ReportMetric(float64(ProcessorTime(b)-started)/1e6/float64(b.N), "cpu-ms/op")
			})
		}
	}
}
