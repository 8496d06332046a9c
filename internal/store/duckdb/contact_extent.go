package duckdb

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/ringside/ringside/internal/metric"
)

// extent is how many contacts a list has, and where: none is outside of the span.
type extent struct {
	span
	total int64

	edges  []int64 // of parts of the span, in ms; nil when only the total is known
	counts []int64 // of each part
}

const (
	extentPart = 86_400_000 // a UTC day, in ms: the columns in memory remember what they counted of days
	mostParts  = 4000
)

// extent counts a list: from the columns in memory when that is all it takes, since a look at every contact of a year takes
// longer than everything else about a page.
func (s *Store) extent(ctx context.Context, l *list) (extent, error) {
	q := l.query
	if s.hot == nil || q.TimeField != metric.ByInitiation || q.Text != "" || q.Since > 0 || q.OneEach != "" || len(q.Outcomes) > 0 {
		return l.extent(ctx)
	}
	found, _, err := s.initiations(ctx, l.reading)
	if err != nil {
		return extent{}, err
	}
	within := span{max(q.From.UnixMilli(), int64(found.oldest)), min(q.To.UnixMilli(), int64(found.newest)+1)}
	if within.from >= within.to {
		return extent{}, nil
	}
	e := extent{span: within, edges: within.parts()}
	answers, err := l.withHot(ctx, s.hot, []metric.Question{{
		Measures: []metric.Measure{metric.CountOf("listed", q.Matching)}, TimeField: q.TimeField,
		Edges: e.edges, Where: q.Where, Scope: q.Scope,
	}})
	switch {
	case err != nil:
		return extent{}, err
	case answers == nil:
		return l.extent(ctx)
	}
	e.count(answers[0])
	return e, nil
}

// parts cuts a span by days, or by more of them when there are too many.
func (s span) parts() []int64 {
	step := extentPart * (1 + (s.to-s.from)/(extentPart*mostParts))
	edges := []int64{s.from}
	for next := s.from - s.from%step + step; next < s.to; next += step {
		if next > s.from { // what is before 1970 is rounded up
			edges = append(edges, next)
		}
	}
	return append(edges, s.to)
}

// count takes the number of contacts of each part, and leaves the parts at both ends out that have none.
func (e *extent) count(parts []metric.Slice) {
	e.counts = make([]int64, len(e.edges)-1)
	for _, part := range parts {
		e.counts[part.Bucket] = part.Values[0].Value
		e.total += part.Values[0].Value
	}
	for len(e.counts) > 0 && e.counts[0] == 0 {
		e.counts, e.edges = e.counts[1:], e.edges[1:]
	}
	for n := len(e.counts) - 1; n >= 0 && e.counts[n] == 0; n-- {
		e.counts, e.edges = e.counts[:n], e.edges[:n+1]
	}
	e.span = span{e.edges[0], e.edges[len(e.edges)-1]}
}

// likely is a width, in ms, in which there are some pages of the list if it is spread evenly.
func (e *extent) likely(limit int) int64 {
	const pages = 4
	return (e.to-e.from)/(1+e.total/int64(pages*(limit+1))) + 1
}

// enough is a width, in ms, from the end of a span that a page begins at, or with reverse from its beginning, in which there
// is more than a page; all of the span when that is not known.
func (e *extent) enough(all span, limit int, reverse bool) int64 {
	for i, seen := 0, int64(0); i < len(e.counts); i++ {
		at := len(e.counts) - 1 - i
		if reverse {
			at = i
		}
		part := span{e.edges[at], e.edges[at+1]}
		if part.from >= all.from && part.to <= all.to {
			seen += e.counts[at]
		}
		if seen <= int64(limit) {
			continue
		}
		if reverse {
			return part.to - all.from
		}
		return all.to - part.from
	}
	return max(1, all.to-all.from)
}

// extent looks at every contact.
func (l *list) extent(ctx context.Context) (extent, error) {
	counted := "count(*)"
	if l.query.OneEach != "" {
		counted = "count(distinct nullif(" + string(l.query.OneEach) + ", 0))"
	}
	var total int64
	var oldest, newest sql.NullInt64
	text := fmt.Sprintf("select %s, min(%[2]s), max(%[2]s) from contacts where ", counted, l.moment) + l.where
	err := l.tx.QueryRowContext(ctx, ofList(text, l.query), l.args...).Scan(&total, &oldest, &newest)
	return extent{span: span{oldest.Int64, newest.Int64 + 1}, total: total}, err
}
