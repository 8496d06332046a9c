package duckdb

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// maxFlags is how many flags a statement groups by: each doubles its rows at worst.
const maxFlags = 3

// plan is a question made into one statement. Filtered aggregates are dear, and most predicates of the catalogue are
// flags or contain them. So the statement groups by those flags too and computes each different aggregate once; which
// groups count for which measure is decided here, from the values of the flags. That takes a third off the panels.
type plan struct {
	question metric.Question
	words    *words
	flags    []metric.Column
	values   []string // different aggregates, as SQL
	groups   []groupColumn
	args     arguments
	measures []plannedMeasure
}

type plannedMeasure struct {
	aggregate metric.Aggregate
	flags     metric.Predicate // over plan.flags alone: which groups count
	at        int              // in plan.values; -1 when the measure is answered from sets
}

func newPlan(q metric.Question, w *words) *plan {
	p := &plan{question: q, words: w}
	for _, m := range q.Measures {
		flags, _ := splitFlags(m.Where)
		if !bySet(q, m) {
			p.addFlags(flags)
		}
	}
	fold := len(p.flags) <= maxFlags && !slices.ContainsFunc(q.Measures, func(m metric.Measure) bool {
		// Of groups, these could not be put together again.
		return m.Aggregate == metric.Percentile || m.Aggregate == metric.Distinct && !bySet(q, m)
	})
	if !fold {
		p.flags = nil
	}
	for _, m := range q.Measures {
		p.addMeasure(m, fold)
	}
	return p
}

func (p *plan) addMeasure(m metric.Measure, fold bool) {
	planned := plannedMeasure{aggregate: m.Aggregate, at: -1}
	if !bySet(p.question, m) {
		if fold {
			planned.flags, m.Where = splitFlags(m.Where)
		}
		m.Where = withoutImplied(m)
		text := measureSQL(p.words, m)
		if planned.at = slices.Index(p.values, text); planned.at < 0 {
			planned.at = len(p.values)
			p.values = append(p.values, text)
		}
	}
	p.measures = append(p.measures, planned)
}

// withoutImplied leaves out of a measure's predicate that its own column is there: sum, min, max and percentile pass over
// missing values by themselves, and a filter on an aggregate costs more than the aggregate.
func withoutImplied(m metric.Measure) metric.Predicate {
	switch m.Aggregate {
	case metric.Sum, metric.Min, metric.Max, metric.Percentile:
	default:
		return m.Where
	}
	implied := func(p metric.Predicate) bool {
		return p.Op == metric.OpNot && p.Of[0].Op == metric.OpMissing && p.Of[0].Column == m.Column
	}
	return allOf(slices.DeleteFunc(conjuncts(m.Where), implied))
}

// addFlags takes in the columns of a predicate of flags.
func (p *plan) addFlags(of metric.Predicate) {
	if len(of.Of) == 0 && of.Op != metric.OpTrue && of.Op != metric.OpAnd && of.Op != metric.OpOr &&
		!slices.Contains(p.flags, of.Column) {
		p.flags = append(p.flags, of.Column)
	}
	for _, part := range of.Of {
		p.addFlags(part)
	}
}

// splitFlags splits a predicate into two that must both hold: one of flags alone, and the rest.
func splitFlags(p metric.Predicate) (flags, rest metric.Predicate) {
	var ofFlags, others []metric.Predicate
	for _, part := range conjuncts(p) {
		if onlyFlags(part) {
			ofFlags = append(ofFlags, part)
		} else {
			others = append(others, part)
		}
	}
	return allOf(ofFlags), allOf(others)
}

// conjuncts are the parts of a predicate that must all hold, however deep they are nested.
func conjuncts(p metric.Predicate) []metric.Predicate {
	switch p.Op {
	case metric.OpTrue:
		return nil
	case metric.OpAnd:
		var parts []metric.Predicate
		for _, part := range p.Of {
			parts = append(parts, conjuncts(part)...)
		}
		return parts
	default:
		return []metric.Predicate{p}
	}
}

// allOf is the simplest predicate of which all parts must hold.
func allOf(parts []metric.Predicate) metric.Predicate {
	switch len(parts) {
	case 0:
		return metric.Predicate{}
	case 1:
		return parts[0]
	default:
		return metric.All(parts...)
	}
}

func onlyFlags(p metric.Predicate) bool {
	switch p.Op {
	case metric.OpTrue:
		return true
	case metric.OpAnd, metric.OpOr, metric.OpNot:
		return !slices.ContainsFunc(p.Of, func(part metric.Predicate) bool { return !onlyFlags(part) })
	case metric.OpIn:
		return false
	default:
		return p.Column.Flag()
	}
}

// statement is one pass over contacts. Numbers in it are edges, constants of the catalogue and words.id; identifiers come
// from the catalogue; what somebody typed is among its arguments.
func (p *plan) statement(r *reading) string {
	q := p.question
	moment := q.TimeField.Column().Name()
	from := "contacts"
	columns, groups := []string{bucketSQL(moment, q.Edges) + " as bucket"}, []string(nil)
	for i, dimension := range q.GroupBy {
		g := r.group(i, dimension)
		p.groups, from = append(p.groups, g), from+g.join
		columns, groups = append(columns, g.expression+" as group_"+strconv.Itoa(i)), append(groups, "group_"+strconv.Itoa(i))
	}
	for _, flag := range p.flags {
		columns, groups = append(columns, flag.Name()), append(groups, flag.Name())
	}
	for i, value := range p.values {
		columns = append(columns, fmt.Sprintf("%s as value_%d", value, i))
	}
	first, last := q.Edges[0], q.Edges[len(q.Edges)-1]
	text := "select\n    " + strings.Join(columns, ",\n    ") + "\nfrom " + from + "\nwhere " +
		r.questionSQL(q, &p.args) + groupSQL(q.Edges, groups)
	return overContacts(text, q.TimeField, first, last)
}

// groupSQL groups by bucket and by the columns. A single bucket is a constant, which grouped by would cost as much as any
// other; without groups at all there would be a row even where there is no contact.
func groupSQL(edges []int64, columns []string) string {
	if len(edges) > 2 {
		columns = append([]string{"bucket"}, columns...)
	}
	if len(columns) == 0 {
		return "\nhaving count(*) > 0"
	}
	return "\ngroup by " + strings.Join(columns, ", ")
}

// answer adds up the rows of a plan's statement.
type answer struct {
	*plan
	reading *reading
	slices  map[sliceKey]*metric.Slice
}

type sliceKey struct {
	bucket int
	keys   [metric.MaxGroupBy]groupKey
}

// row takes in one row of the statement.
func (a *answer) row(rows *sql.Rows) error {
	var key sliceKey
	var contact metric.Row
	flags := make([]int8, len(a.flags))
	values := make([]sql.NullInt64, len(a.values))
	into := []any{&key.bucket}
	for i, g := range a.groups {
		into = append(into, g.into(&key.keys[i]))
	}
	for i := range flags {
		into = append(into, &flags[i])
	}
	for i := range values {
		into = append(into, &values[i])
	}
	if err := rows.Scan(into...); err != nil {
		return err
	}
	for i, flag := range a.flags {
		contact.Set(flag, connect.Some(int64(flags[i])))
	}
	slice := a.slice(key)
	if len(a.slices) > metric.MaxRows {
		return metric.ErrRows
	}
	for i, m := range a.measures {
		if m.at >= 0 && m.flags.Holds(&contact) {
			slice.Values[i] = m.join(slice.Values[i], values[m.at])
		}
	}
	return nil
}

// slice finds a slice, or begins it.
func (a *answer) slice(key sliceKey) *metric.Slice {
	if slice := a.slices[key]; slice != nil {
		return slice
	}
	slice := emptySlice(key.bucket, a.question)
	for i, dimension := range a.question.GroupBy {
		slice.Keys = append(slice.Keys, a.reading.textOf(key.keys[i]))
		slice.Names = append(slice.Names, a.reading.names.newest(dimension, key.keys[i].word))
	}
	a.slices[key] = &slice
	return &slice
}

// join combines the values of two groups.
func (m plannedMeasure) join(sum metric.Int, more sql.NullInt64) metric.Int {
	switch {
	case !more.Valid:
		return sum
	case !sum.Valid:
		return connect.Some(more.Int64)
	case m.aggregate == metric.Min:
		return connect.Some(min(sum.Value, more.Int64))
	case m.aggregate == metric.Max:
		return connect.Some(max(sum.Value, more.Int64))
	default:
		return connect.Some(sum.Value + more.Int64)
	}
}
