package duckdb

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

// measureSQL translates a measure; those by agent events, which no contact tells, are null.
func measureSQL(w *words, m metric.Measure) string {
	where := ""
	if m.Where.Op != metric.OpTrue && (m.Where.Op != metric.OpAnd || len(m.Where.Of) > 0) {
		where = " filter (where " + predicateSQL(w, m.Where, false) + ")"
	}
	switch m.Aggregate {
	case metric.Count:
		if p := m.Where; p.Op == metric.OpNot && p.Of[0].Op == metric.OpMissing {
			return "count(" + p.Of[0].Column.Name() + ")"
		}
		return "count(*)" + where
	case metric.Sum:
		return "cast(sum(" + m.Column.Name() + ")" + where + " as bigint)"
	case metric.Min:
		return "cast(min(" + m.Column.Name() + ")" + where + " as bigint)"
	case metric.Max:
		return "cast(max(" + m.Column.Name() + ")" + where + " as bigint)"
	case metric.Percentile:
		// The rank is a decimal, with which DuckDB counts exactly; with a floating-point one it would not.
		return fmt.Sprintf("cast(quantile_disc(%s, %d.%02d)%s as bigint)", m.Column.Name(), m.Rank/100, m.Rank%100, where)
	case metric.Distinct:
		return "count(distinct nullif(" + string(m.Dimension) + ", 0))" + where
	case metric.OnlineAgents, metric.SeenAgents, metric.Spent:
	}
	return "cast(null as bigint)"
}

// predicateSQL translates a predicate. SQL has a third truth value, metric has not: below a "not", which would keep it,
// comparisons with a missing value are made false (exact). Keys are looked up among the words, which a predicate of columns
// alone does not need.
func predicateSQL(w *words, p metric.Predicate, exact bool) string {
	switch p.Op {
	case metric.OpTrue:
		return "true"
	case metric.OpMissing:
		return p.Column.Name() + " is null"
	case metric.OpAnd:
		return joinSQL(w, p.Of, " and ", "true", exact)
	case metric.OpOr:
		return joinSQL(w, p.Of, " or ", "false", exact)
	case metric.OpNot:
		switch of := p.Of[0]; {
		case of.Op == metric.OpMissing:
			return of.Column.Name() + " is not null"
		case of.Op == metric.OpEqual && of.Column.Flag(): // can be answered from the column's statistics
			return of.Column.Name() + " <> " + strconv.FormatInt(of.Value, 10)
		}
		return "not (" + predicateSQL(w, p.Of[0], true) + ")"
	case metric.OpEqual, metric.OpLess, metric.OpAtMost, metric.OpGreater, metric.OpAtLeast:
		comparison := p.Column.Name() + operator[p.Op] + strconv.FormatInt(p.Value, 10)
		if exact && !p.Column.Flag() {
			return "coalesce(" + comparison + ", false)"
		}
		return comparison
	case metric.OpIn:
		var known []int32
		for _, key := range p.Keys {
			if word, is := w.find(key); is {
				known = append(known, word)
			}
		}
		return wordsSQL(metric.Filter{Dimension: p.Dimension}, known)
	}
	return "false"
}

var operator = map[metric.Op]string{
	metric.OpEqual: " = ", metric.OpLess: " < ", metric.OpAtMost: " <= ", metric.OpGreater: " > ", metric.OpAtLeast: " >= ",
}

func joinSQL(w *words, of []metric.Predicate, with, none string, exact bool) string {
	if len(of) == 0 {
		return none
	}
	parts := make([]string, len(of))
	for i, p := range of {
		parts[i] = predicateSQL(w, p, exact)
	}
	return "(" + strings.Join(parts, with) + ")"
}

// wordsSQL keeps the contacts whose dimension is one of the words, or, with Not, none of them.
func wordsSQL(f metric.Filter, words []int32) string {
	if len(words) == 0 {
		return strconv.FormatBool(f.Not)
	}
	list := make([]string, len(words))
	for i, word := range words {
		list[i] = strconv.Itoa(int(word))
	}
	not := ""
	if f.Not {
		not = " not"
	}
	return string(f.Dimension) + not + " in (" + strings.Join(list, ", ") + ")"
}

// run is a stretch of edges that have the same distance.
type run struct {
	start int64 // first edge
	step  int64 // ms
	base  int64 // bucket at start
	end   int64 // edge after the last bucket
}

// runsOf splits edges into runs: one for an ordinary list of hours, five for the days of a year with daylight saving, one
// per bucket at worst.
func runsOf(edges []int64) []run {
	var runs []run
	for i := 0; i+1 < len(edges); i++ {
		step := edges[i+1] - edges[i]
		if n := len(runs); n > 0 && runs[n-1].step == step {
			runs[n-1].end = edges[i+1]
			continue
		}
		runs = append(runs, run{start: edges[i], step: step, base: int64(i), end: edges[i+1]})
	}
	return runs
}

// bucketSQL is the number of the bucket that a moment falls into, for moments between the first and the last edge. Time
// zones are in the edges: nothing here is computed with zones, which costs 27 times as much.
func bucketSQL(moment string, edges []int64) string {
	runs := runsOf(edges)
	bucket := bisectSQL(moment, runs)
	if len(runs) == 1 && len(edges) > 2 && len(edges) <= math.MaxUint16 {
		return "cast(" + bucket + " as usmallint)" // a narrow group costs a third less
	}
	return bucket
}

// bisectSQL chooses among runs by halves.
func bisectSQL(moment string, runs []run) string {
	if len(runs) > 1 {
		middle := len(runs) / 2
		return fmt.Sprintf("case when %s < %d then %s else %s end", moment, runs[middle].start,
			bisectSQL(moment, runs[:middle]), bisectSQL(moment, runs[middle:]))
	}
	r := runs[0]
	if r.end == r.start+r.step {
		return strconv.FormatInt(r.base, 10)
	}
	return fmt.Sprintf("(%s - %d) // %d + %d", moment, r.start, r.step, r.base)
}
