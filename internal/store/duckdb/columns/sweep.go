package columns

import "github.com/ringside/ringside/internal/metric"

// sweep counts rows a to b of a measure for which the kind alone decides who counts: one pass over narrow columns. It
// reports whether it did.
func (k *counter) sweep(c *chunk, a, b int) bool {
	kinds, passing := c.kinds[a:b], k.of.kinds
	at := int(places[k.of.Column])
	switch {
	case k.of.Aggregate == metric.Count:
		k.value += countKinds(kinds, passing)
	case k.of.Aggregate == metric.Sum && at >= 0 && !k.of.Column.Flag() && !Moment(k.of.Column):
		if n := countKinds(kinds, passing); n > 0 {
			k.value = merge(metric.Sum, k.value, c.sum(at, a, b, passing, n))
		}
	case k.spread != nil && c.follows&(1<<at) == 0:
		c.numbers[at].collect(k.spread, a, b, kinds, passing)
	case k.of.values == staffPlaces[0] || k.of.values == staffPlaces[1]:
		k.sweepStaff(c.staff[a:b], kinds)
	default:
		return false
	}
	return true
}

func countKinds(kinds []uint16, passing []uint8) (n int64) {
	for _, kind := range kinds {
		n += int64(passing[kind])
	}
	return n
}

// sum adds up a number over the rows whose kind passes, n of them. What is missing is 0.
func (c *chunk) sum(at, a, b int, passing []uint8, n int64) int64 {
	if c.follows&(1<<at) != 0 {
		var sum int64
		for _, part := range formulas[at].of {
			sum += c.sum(part, a, b, passing, n)
		}
		return sum * formulas[at].times
	}
	v, kinds := &c.numbers[at], c.kinds[a:b]
	switch {
	case v.w8 != nil:
		return n*v.base + sumKinds(v.w8[a:b], kinds, passing)
	case v.w16 != nil:
		return n*v.base + sumKinds(v.w16[a:b], kinds, passing)
	case v.w32 != nil:
		return n*v.base + sumKinds(v.w32[a:b], kinds, passing)
	case v.w64 != nil:
		return sumKinds(v.w64[a:b], kinds, passing)
	}
	return n * v.base
}

func sumKinds[T uint8 | uint16 | uint32 | int64](values []T, kinds []uint16, passing []uint8) (sum int64) {
	values = values[:len(kinds)]
	for i, kind := range kinds {
		sum += int64(values[i]) & -int64(passing[kind])
	}
	return sum
}

// sweepStaff adds the agents, or routing profiles, of the rows whose kind passes.
func (k *counter) sweepStaff(staff, kinds []uint16) {
	at := 0
	if k.of.values == staffPlaces[1] {
		at = 1
	}
	view := &k.state.view
	if size := len(view.values[k.of.values])/64 + 1; len(k.set) < size {
		k.set = append(k.set, make(set, size-len(k.set))...)
	}
	passing := k.of.kinds
	for i, kind := range kinds {
		if passing[kind] != 0 {
			n := view.staffValue[staff[i]][at]
			k.set[n>>6] |= 1 << (n & 63)
		}
	}
}
