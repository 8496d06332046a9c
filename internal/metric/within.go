package metric

import (
	"fmt"
	"slices"
	"sort"
)

// Window is the half-open span of time from From to To, in UTC ms.
type Window struct{ From, To int64 }

// Windows are the only times that count, such as working hours: ascending and apart. Nil is all of time.
type Windows []Window

// Holds reports whether a moment, in UTC ms, counts.
func (w Windows) Holds(moment int64) bool {
	if w == nil {
		return true
	}
	after := sort.Search(len(w), func(i int) bool { return w[i].From > moment })
	return after > 0 && moment < w[after-1].To
}

// Predicate is true where the column's moment counts. It halves the windows at each step, so that a year of working hours
// costs nine comparisons.
func (w Windows) Predicate(moment Column) Predicate {
	switch {
	case w == nil:
		return Predicate{}
	case len(w) == 0:
		return Any()
	case len(w) == 1:
		return All(Compare(moment, OpAtLeast, w[0].From), Compare(moment, OpLess, w[0].To))
	}
	middle := len(w) / 2
	return Any(
		All(Compare(moment, OpLess, w[middle].From), w[:middle].Predicate(moment)),
		All(Compare(moment, OpAtLeast, w[middle].From), w[middle:].Predicate(moment)),
	)
}

func (w Windows) validate() error {
	for i, one := range w {
		if one.From >= one.To || i > 0 && one.From < w[i-1].To {
			return fmt.Errorf("%w: the times that count do not ascend", ErrQuestion)
		}
	}
	return nil
}

// Times are the windows as far as they lie in a range, which is one itself for nil.
func (w Windows) Times(from, to int64) Windows {
	if w == nil {
		return Windows{{From: from, To: to}}
	}
	return w.within(from, to)
}

// within is the windows as far as they lie in a range; nil stays nil.
func (w Windows) within(from, to int64) Windows {
	if w == nil {
		return nil
	}
	inside := Windows{}
	for _, one := range w {
		one.From, one.To = max(one.From, from), min(one.To, to)
		if one.From < one.To {
			inside = append(inside, one)
		}
	}
	return inside
}

// touched tells of each bucket whether any of it counts.
func (w Windows) touched(edges []int64) []bool {
	touched := make([]bool, len(edges)-1)
	for i := range touched {
		touched[i] = w == nil || len(w.within(edges[i], edges[i+1])) > 0
	}
	return touched
}

// pieces cuts buckets wherever a window begins or ends. Of is the bucket that each piece belongs to, -1 where it does not
// count: time spent is exactly the sum of its pieces.
func (w Windows) pieces(edges []int64) (cut []int64, of []int) {
	first, last := edges[0], edges[len(edges)-1]
	cut = slices.Clone(edges)
	for _, one := range w {
		for _, edge := range []int64{one.From, one.To} {
			if edge > first && edge < last {
				cut = append(cut, edge)
			}
		}
	}
	slices.Sort(cut)
	cut = slices.Compact(cut)
	bucket := 0
	for _, begin := range cut[:len(cut)-1] {
		for edges[bucket+1] <= begin {
			bucket++
		}
		if w.Holds(begin) {
			of = append(of, bucket)
		} else {
			of = append(of, -1)
		}
	}
	return cut, of
}

// joined adds up the slices of pieces that belong to one bucket.
func joined(pieces []Slice, of []int) []Slice {
	var whole []Slice
	places := map[groupKey]int{}
	for _, s := range pieces {
		key := groupKey{bucket: of[s.Bucket]}
		if key.bucket < 0 {
			continue
		}
		copy(key.keys[:], s.Keys)
		at, known := places[key]
		if !known {
			places[key] = len(whole)
			whole = append(whole, Slice{Bucket: key.bucket, Keys: s.Keys, Names: s.Names, Values: slices.Clone(s.Values)})
			continue
		}
		for i, value := range s.Values {
			sum := &whole[at].Values[i]
			sum.Value, sum.Valid = sum.Or(0)+value.Or(0), sum.Valid || value.Valid
		}
	}
	return whole
}
