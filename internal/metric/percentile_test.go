package metric_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// Nearest rank by its meaning: the smallest of the values such that at least rank % of all values are no greater.
func TestPercentilesAreTheSmallestValueThatEnoughStayWithin(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 5))
		var facts metric.Facts
		var values []int64
		for range random.IntN(40) {
			c := connect.Contact{Initiation: 5, LastUpdate: 1}
			if random.IntN(4) > 0 {
				c.Queue.Duration = connect.Some(random.Int64N(30))
				values = append(values, c.Queue.Duration.Value)
			}
			facts.Rows = append(facts.Rows, metric.Derive(&c))
		}
		rank := 1 + random.IntN(100)
		got := metric.Evaluate(facts, metric.Question{
			Measures:  []metric.Measure{metric.PercentileOf("p", rank, metric.ColQueueS, metric.Predicate{})},
			TimeField: metric.ByInitiation, Edges: []int64{0, 10}, Scope: metric.Everything(),
		})
		var want metric.Int
		slices.Sort(values)
		for _, v := range values {
			within, _ := slices.BinarySearch(values, v+1)
			if 100*within >= rank*len(values) {
				want = connect.Some(v)
				break
			}
		}
		if len(facts.Rows) > 0 && got[0].Values[0] != want {
			t.Errorf("seed %d: p%d of %v is %+v, want %+v", seed, rank, values, got[0].Values[0], want)
		}
	}
}
