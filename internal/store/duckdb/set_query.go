package duckdb

import (
	"context"
	"database/sql"
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// wordSet is a set of values of a dimension.
type wordSet map[int32]struct{}

// union is the number of values in either set.
func (a wordSet) union(b wordSet) int64 {
	n := len(b)
	for word := range a {
		if _, both := b[word]; !both {
			n++
		}
	}
	return int64(n)
}

func (a *wordSet) add(word int32) {
	if *a == nil {
		*a = wordSet{}
	}
	(*a)[word] = struct{}{}
}

// manyBuckets is the number of buckets from which different values are counted by DuckDB rather than fetched: a count
// within an aggregation costs more than a grouping, but its result is a number and not a set for each bucket.
const manyBuckets = 8

// bySet reports whether a measure is answered from sets of values: agents online need them, since they are not on
// contacts; different values of an ungrouped question are found twice as fast.
func bySet(q metric.Question, m metric.Measure) bool {
	few := len(q.GroupBy) == 0 && len(q.Edges) <= manyBuckets
	return m.ByAgentEvents() || m.Aggregate == metric.Distinct && few
}

func needsSets(q metric.Question) bool {
	return slices.ContainsFunc(q.Measures, func(m metric.Measure) bool { return bySet(q, m) })
}

// withSets fills in the measures that are answered from sets. Such a question may still have groups only if none of them
// is by agent events, so slices are found by their bucket.
func (r *reading) withSets(ctx context.Context, q metric.Question, found []metric.Slice) ([]metric.Slice, error) {
	online, err := r.onlineIfAsked(ctx, q)
	if err != nil {
		return nil, err
	}
	byBucket := map[int]metric.Slice{}
	for _, slice := range found {
		byBucket[slice.Bucket] = slice
	}
	for bucket, agents := range online {
		if _, known := byBucket[bucket]; !known && len(agents) > 0 {
			byBucket[bucket] = emptySlice(bucket, q)
		}
	}
	sets := valueSets{reading: r, question: q, found: map[string][]wordSet{}}
	for i, measure := range q.Measures {
		if !bySet(q, measure) {
			continue
		}
		onContacts, err := sets.of(ctx, measure)
		if err != nil {
			return nil, err
		}
		for bucket, slice := range byBucket {
			var others wordSet
			if measure.ByAgentEvents() {
				others = online[bucket]
			}
			slice.Values[i] = connect.Some(onContacts[bucket].union(others))
		}
	}
	result := make([]metric.Slice, 0, len(byBucket))
	for _, slice := range byBucket {
		result = append(result, slice)
	}
	return result, nil
}

// onlineIfAsked are the agents online by bucket, nil when no measure is about them.
func (r *reading) onlineIfAsked(ctx context.Context, q metric.Question) ([]wordSet, error) {
	if !slices.ContainsFunc(q.Measures, metric.Measure.ByAgentEvents) {
		return nil, nil
	}
	return r.onlineAgents(ctx, q)
}

// emptySlice is the slice of a bucket without contacts.
func emptySlice(bucket int, q metric.Question) metric.Slice {
	slice := metric.Slice{Bucket: bucket, Values: make([]metric.Int, len(q.Measures))}
	for i, measure := range q.Measures {
		if measure.Aggregate == metric.Count || measure.Aggregate == metric.Distinct {
			slice.Values[i] = connect.Some(0)
		}
	}
	return slice
}

// valueSets finds the values of dimensions by bucket, each once for all measures that need it.
type valueSets struct {
	*reading
	question metric.Question
	found    map[string][]wordSet // by statement
}

// of are, by bucket, the values that the contacts of a measure have.
func (v *valueSets) of(ctx context.Context, m metric.Measure) ([]wordSet, error) {
	q := v.question
	if m.Aggregate == metric.OnlineAgents {
		return make([]wordSet, len(q.Edges)-1), nil
	}
	dimension := string(m.Dimension)
	if m.Aggregate == metric.SeenAgents {
		dimension = string(metric.Agent)
	}
	moment := q.TimeField.Column().Name()
	text := "select\n    " + bucketSQL(moment, q.Edges) + " as bucket,\n    " + dimension + "\nfrom contacts\nwhere " +
		v.whereSQL(moment, q.Edges[0], q.Edges[len(q.Edges)-1], q.Where) +
		"\n  and " + dimension + " <> 0\n  and " + predicateSQL(m.Where, false) + groupSQL(q.Edges, []string{dimension})
	if sets, known := v.found[text]; known {
		return sets, nil
	}
	sets := make([]wordSet, len(q.Edges)-1)
	err := v.each(ctx, "values", text, nil, func(rows *sql.Rows) error {
		var bucket int
		var word int32
		if err := rows.Scan(&bucket, &word); err != nil {
			return err
		}
		sets[bucket].add(word)
		return nil
	})
	v.found[text] = sets
	return sets, err
}
