package duckdb

import (
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// share prepares for questions about time spent: those that another one includes are answered from its sums, so that rows,
// totals and means over agents go through the tables once.
func (r *reading) share(questions []metric.Question) {
	for _, q := range questions {
		if q.Source != metric.OfContacts && q.Scope.SeesEverything() && q.Validate() == nil {
			r.shareOne(q)
		}
	}
}

func (r *reading) shareOne(q metric.Question) {
	for _, a := range r.shared {
		if includes(a.question, q) {
			a.question.Measures = slices.Concat(a.question.Measures, q.Measures)
			return
		}
	}
	r.shared = slices.DeleteFunc(r.shared, func(a *spentAnswer) bool {
		if !includes(q, a.question) {
			return false
		}
		q.Measures = slices.Concat(q.Measures, a.question.Measures)
		return true
	})
	r.shared = append(r.shared, &spentAnswer{reading: r, question: q})
}

// including is the shared question that includes this one; itself where none was shared.
func (r *reading) including(q metric.Question) *spentAnswer {
	for _, a := range r.shared {
		if includes(a.question, q) {
			return a
		}
	}
	return &spentAnswer{reading: r, question: q}
}

// includes reports whether sums by wide's buckets and groups add up to those of q.
func includes(wide, q metric.Question) bool {
	first, last := len(q.Edges)-1, len(wide.Edges)-1
	return wide.Source == q.Source && q.Edges[0] == wide.Edges[0] && q.Edges[first] == wide.Edges[last] &&
		!slices.ContainsFunc(q.Edges, func(edge int64) bool { _, is := slices.BinarySearch(wide.Edges, edge); return !is }) &&
		!slices.ContainsFunc(q.GroupBy, func(d metric.Dimension) bool { return !slices.Contains(wide.GroupBy, d) }) &&
		slices.EqualFunc(wide.Where, q.Where, sameFilter)
}

func sameFilter(a, b metric.Filter) bool {
	return a.Dimension == b.Dimension && a.Not == b.Not && slices.Equal(a.Values, b.Values)
}

// rolledUp are the sums by the buckets and groups of a question that is included.
func (a *spentAnswer) rolledUp(q metric.Question) map[spentKey]*metric.Sums {
	if slices.Equal(q.GroupBy, a.question.GroupBy) && len(q.Edges) == len(a.question.Edges) {
		return a.sums
	}
	buckets, keys := make([]int, len(a.question.Edges)-1), make([]int, len(q.GroupBy))
	for i := range buckets {
		at, exact := slices.BinarySearch(q.Edges, a.question.Edges[i])
		if buckets[i] = at; !exact {
			buckets[i]--
		}
	}
	for i, d := range q.GroupBy {
		keys[i] = slices.Index(a.question.GroupBy, d)
	}
	rolled := &spentAnswer{sums: map[spentKey]*metric.Sums{}}
	for key, sums := range a.sums {
		to := spentKey{bucket: buckets[key.bucket]}
		for i, at := range keys {
			to.keys[i] = key.keys[at]
		}
		rolled.of(to).Add(sums)
	}
	return rolled.sums
}
