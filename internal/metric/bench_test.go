package metric_test

import (
	"math/rand/v2"
	"testing"

	"github.com/ringside/ringside/internal/metric"
)

func BenchmarkDerive(b *testing.B) {
	contacts := randomContacts(rand.New(rand.NewPCG(1, 1)), 1000, november(1))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		row := metric.Derive(&contacts[i%len(contacts)])
		if row.InstanceARN == "" {
			b.Fatal("no instance")
		}
	}
}
