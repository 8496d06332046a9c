package duckdb

import (
	"context"
	"database/sql"
	"maps"
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

// only is the set with no other word than that one.
func (a wordSet) only(word int32) wordSet {
	if _, there := a[word]; there {
		return wordSet{word: {}}
	}
	return nil
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

// setKey finds a slice of a question that is ungrouped, or grouped by agent: any other is not answered from sets.
type setKey struct {
	bucket int
	agent  int32 // 0 where it is ungrouped, or of contacts without agent
}

// withSets fills in the measures that are answered from sets.
func (r *reading) withSets(ctx context.Context, q metric.Question, found []metric.Slice) ([]metric.Slice, error) {
	online, err := r.onlineIfAsked(ctx, q)
	if err != nil {
		return nil, err
	}
	byKey := map[setKey]metric.Slice{}
	for _, slice := range found {
		byKey[r.setKey(slice)] = slice
	}
	for bucket, agents := range online {
		r.addOnline(q, bucket, agents, byKey)
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
		for key, slice := range byKey {
			var others wordSet
			if measure.ByAgentEvents() {
				others = online[key.bucket]
			}
			if len(q.GroupBy) > 0 {
				slice.Values[i] = connect.Some(onContacts[key.bucket].only(key.agent).union(others.only(key.agent)))
			} else {
				slice.Values[i] = connect.Some(onContacts[key.bucket].union(others))
			}
		}
	}
	return slices.Collect(maps.Values(byKey)), nil
}

func (r *reading) setKey(s metric.Slice) setKey {
	key := setKey{bucket: s.Bucket}
	if len(s.Keys) > 0 {
		key.agent, _ = r.words.find(s.Keys[0])
	}
	return key
}

// addOnline adds the slices of a bucket that has agents online, and no contacts.
func (r *reading) addOnline(q metric.Question, bucket int, agents wordSet, byKey map[setKey]metric.Slice) {
	if len(q.GroupBy) == 0 && len(agents) > 0 {
		agents = wordSet{0: {}} // one slice for all
	}
	for agent := range agents {
		key := setKey{bucket: bucket, agent: agent}
		if _, known := byKey[key]; known {
			continue
		}
		slice := emptySlice(bucket, q)
		for _, dimension := range q.GroupBy {
			slice.Keys = append(slice.Keys, r.words.text(agent))
			slice.Names = append(slice.Names, r.names.newest(dimension, agent))
		}
		byKey[key] = slice
	}
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
	var args arguments
	first, last := q.Edges[0], q.Edges[len(q.Edges)-1]
	text := "select\n    " + bucketSQL(moment, q.Edges) + " as bucket,\n    " + dimension + "\nfrom contacts\nwhere " +
		v.questionSQL(q, &args) +
		"\n  and " + dimension + " <> 0\n  and " + predicateSQL(v.words, m.Where, false) + groupSQL(q.Edges, []string{dimension})
	text = overContacts(text, q.TimeField, first, last)
	if sets, known := v.found[text]; known {
		return sets, nil
	}
	sets := make([]wordSet, len(q.Edges)-1)
	err := v.each(ctx, "values", text, args, func(rows *sql.Rows) error {
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
