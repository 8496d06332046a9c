package sim_test

import (
	"testing"

	"github.com/ringside/ringside/internal/sim"
)

// BenchmarkDay is a Monday, played and written: records of all three kinds a second on one core.
func BenchmarkDay(b *testing.B) {
	for name, agents := range map[string]int{"agents=60": 60, "agents=1000": 1000} {
		b.Run(name, func(b *testing.B) {
			w := world(b, sim.Options{Seed: 1, Agents: agents})
			on := date(w, "2026-11-16")
			var line []byte
			records, size := 0, 0
			for b.Loop() {
				for _, d := range w.Day(on).Deliveries {
					line = d.AppendTo(line[:0])
					records++
					size += len(line)
				}
			}
			b.ReportMetric(float64(records)/b.Elapsed().Seconds(), "records/s")
			b.ReportMetric(float64(size)/1e6/b.Elapsed().Seconds(), "MB/s")
		})
	}
}
