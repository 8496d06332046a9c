package columns

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ringside/ringside/internal/connect"
)

func TestPercentileIsTheValueAtItsPlaceInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var d distribution
		var sorted []int64
		for range r.IntN(4 * fewValues) {
			value := int64(r.IntN(90))
			switch r.IntN(12) {
			case 0:
				value = r.Int64N(1 << 40)
			case 1:
				value = -r.Int64N(1 << 20)
			case 2:
				value = countedBelow - 2 + r.Int64N(4)
			}
			d.add(value)
			sorted = append(sorted, value)
		}
		slices.Sort(sorted)
		for _, rank := range []int{1, 50, 90, 95, 99, 100, 1 + r.IntN(100)} {
			want := connect.Int{}
			if n := len(sorted); n > 0 {
				want = connect.Some(sorted[(rank*n+99)/100-1])
			}
			if got := d.percentile(rank); got != want {
				t.Fatalf("p%d of %d values is %v, want %v", rank, len(sorted), got, want)
			}
		}
	}
}
