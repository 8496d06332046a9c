package duckdb

import (
	"fmt"
	"os"
	"path"
	"runtime"
	"testing"

	"github.com/ringside/ringside/internal/metric"
)

// BenchmarkHotPanels loads the columns and asks the six stored panels over a year from them: all queues, one and 25,
// as of days in Seoul and in New York.
func BenchmarkHotPanels(b *testing.B) {
	for _, size := range []int{1, 10} {
		if size == 10 && os.Getenv(bigBenchmarks) == "" {
			continue
		}
		b.Run(fmt.Sprintf("%dM", size), func(b *testing.B) {
			s := benchStore(b, size*1_000_000, year)
			if err := s.loadHot(b.Context()); err != nil {
				b.Fatal(err)
			}
			benchPanels(b, s, nil, seoul) // what comes first counts what the others remember
			var queues []string
			for i := range 25 {
				queues = append(queues, fmt.Sprintf("queue-%d", 2*i+1))
			}
			for _, asked := range []struct {
				name  string
				where []metric.Filter
			}{
				{"year", nil},
				{"queue", []metric.Filter{{Dimension: metric.Queue, Values: queues[3:4]}}},
				{"queues=25", []metric.Filter{{Dimension: metric.Queue, Values: queues}}},
			} {
				for _, zone := range []string{seoul, newYork} {
					b.Run(asked.name+"/"+path.Base(zone), func(b *testing.B) { benchPanels(b, s, asked.where, zone) })
				}
			}
		})
	}
}

// BenchmarkHotLoad fills the columns from the tables.
func BenchmarkHotLoad(b *testing.B) {
	for _, size := range []int{1, 10} {
		if size == 10 && os.Getenv(bigBenchmarks) == "" {
			continue
		}
		b.Run(fmt.Sprintf("%dM", size), func(b *testing.B) {
			s := benchStore(b, size*1_000_000, year)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for b.Loop() {
				if err := s.loadHot(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(size)/1e6, "heap-B/contact")
		})
	}
}
