package metrictest

import (
	"math/rand/v2"

	"github.com/ringside/ringside/internal/metric"
)

// RandomPredicate is a tree of at most depth levels below its root, over columns and keys (metric.In) that the caller draws.
func RandomPredicate(r *rand.Rand, depth int, column func() metric.Column, keys func() metric.Predicate) metric.Predicate {
	p := metric.Predicate{Op: metric.Op(r.IntN(int(metric.OpIn) + 1)), Column: column(), Value: int64(r.IntN(60))}
	if p.Column.Flag() {
		p.Value = int64(r.IntN(2))
	}
	if p.Op == metric.OpIn {
		return keys()
	}
	if depth == 0 && p.Op >= metric.OpAnd {
		p.Op = metric.OpEqual
	}
	switch p.Op {
	case metric.OpAnd, metric.OpOr:
		for range r.IntN(3) {
			p.Of = append(p.Of, RandomPredicate(r, depth-1, column, keys))
		}
	case metric.OpNot:
		p.Of = []metric.Predicate{RandomPredicate(r, depth-1, column, keys)}
	default:
	}
	return p
}
