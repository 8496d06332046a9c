package columns

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

const (
	// countedBelow is the value from which on occurrences are listed and not counted: durations of more than an hour are
	// seldom.
	countedBelow = 1 << 12
	// fewValues is how many values are listed before counting begins: a group of few contacts stays small.
	fewValues = 512
	// mostSpreads is how many groups a question for percentiles may have.
	mostSpreads = 1 << 16
)

// distribution is every value of a group: what percentiles are found in, exactly.
type distribution struct {
	listed []int64  // all values as long as there are few, afterwards those that are not counted
	counts []uint32 // by value, once there are many
	n      int64    // of all
}

func (d *distribution) add(value int64) {
	d.n++
	if d.counts != nil && uint64(value) < countedBelow {
		d.counts[value]++
		return
	}
	d.listed = append(d.listed, value)
	if d.counts == nil && len(d.listed) > fewValues {
		d.count()
	}
}

// count begins to count.
func (d *distribution) count() {
	d.counts = make([]uint32, countedBelow)
	d.listed = slices.DeleteFunc(d.listed, func(value int64) bool {
		if uint64(value) >= countedBelow {
			return false
		}
		d.counts[value]++
		return true
	})
}

// percentile is the nearest-rank percentile, none of nothing. It may be asked several times, and puts the values in order.
func (d *distribution) percentile(rank int) metric.Int {
	if d.n == 0 {
		return metric.Int{}
	}
	slices.Sort(d.listed)
	left := (int64(rank)*d.n + 99) / 100 // the place, counted from 1
	for _, value := range d.listed {
		if value >= 0 && d.counts != nil {
			break
		}
		if left--; left == 0 {
			return connect.Some(value)
		}
	}
	for value, times := range d.counts {
		if left -= int64(times); left <= 0 {
			return connect.Some(int64(value))
		}
	}
	return connect.Some(d.listed[int64(len(d.listed))-d.above()+left-1])
}

// above is how many values are too great to be counted.
func (d *distribution) above() int64 {
	below, _ := slices.BinarySearch(d.listed, countedBelow)
	return int64(len(d.listed) - below)
}

// collect adds the values of rows a to b whose kind passes.
func (v *vector) collect(into *distribution, a, b int, kinds []uint16, passing []uint8) {
	switch {
	case v.w8 != nil:
		collect(into, v.w8[a:b], v.base, kinds, passing)
	case v.w16 != nil:
		collect(into, v.w16[a:b], v.base, kinds, passing)
	case v.w32 != nil:
		collect(into, v.w32[a:b], v.base, kinds, passing)
	case v.w64 != nil:
		collect(into, v.w64[a:b], 0, kinds, passing)
	default:
		for _, kind := range kinds {
			if passing[kind] != 0 {
				into.add(v.base)
			}
		}
	}
}

func collect[T uint8 | uint16 | uint32 | int64](into *distribution, values []T, base int64, kinds []uint16, passing []uint8) {
	if into.counts == nil && len(values) > fewValues {
		into.count()
	}
	values = values[:len(kinds)]
	if into.counts == nil {
		for i, kind := range kinds {
			if passing[kind] != 0 {
				into.add(base + int64(values[i]))
			}
		}
		return
	}
	counts := (*[countedBelow]uint32)(into.counts)
	for i, kind := range kinds { // whether a kind passes is a number here, which is faster than a choice
		value, passes := base+int64(values[i]), passing[kind]
		if uint64(value) >= countedBelow {
			if passes != 0 {
				into.add(value)
			}
			continue
		}
		counts[value] += uint32(passes)
		into.n += int64(passes)
	}
}

// take adds the values of another.
func (d *distribution) take(other *distribution) {
	if other.counts != nil && d.counts == nil {
		d.count()
	}
	for value, times := range other.counts {
		d.counts[value] += times
		d.n += int64(times)
	}
	for _, value := range other.listed {
		d.add(value)
	}
}
