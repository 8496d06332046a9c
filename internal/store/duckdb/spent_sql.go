package duckdb

import (
	"fmt"
	"slices"
	"strings"
)

// spentCut says what of a table is cut at the edges of a question.
type spentCut struct {
	table     string
	of        []string // columns that decide what a row counts as
	ends      bool     // the ends in each bucket are counted too
	condition string
}

// cutSQL sums the milliseconds of a table's rows, and counts their ends, by bucket, keys and what they count as.
func (a *spentAnswer) cutSQL(cut spentCut) string {
	edges := a.question.Edges
	from, to := edges[0], edges[len(edges)-1]
	columns := append(a.keyColumns(""), columnsAs("", cut.of)...)
	overlap, ends := fmt.Sprintf("start_ms < %d and end_ms > %d", to, from), "0"
	if cut.ends { // also one that lasts up to the first edge ends in the range
		overlap, ends = fmt.Sprintf("start_ms < %d and end_ms >= %d", to, from), fmt.Sprintf("count(*) filter (end_ms < %d)", to)
	}
	where := "\nfrom " + cut.table + "\nwhere " + strings.Join(append(a.filtersSQL(""), cut.condition, overlap), "\n  and ")
	if len(edges) == 2 {
		return fmt.Sprintf("select\n    0 as bucket,\n    %s,\n    cast(sum(least(end_ms, %d) - greatest(start_ms, %d)) as bigint),\n    %s%s\ngroup by all",
			strings.Join(columns, ",\n    "), to, from, ends, where)
	}
	columns = append(columns, fmt.Sprintf("greatest(start_ms, %d) as begun", from), fmt.Sprintf("least(end_ms, %d) as ended", to), "end_ms")
	return fmt.Sprintf(statement("spent_cut"), strings.Join(columns, ",\n    "), where, bucketSQL("begun", edges),
		bucketSQL(lastMoment(cut.ends, to), edges), edgeSQL("(bucket + 1)", edges), edgeSQL("bucket", edges),
		strings.Replace(ends, "(end_ms", "(last = bucket and end_ms", 1))
}

// lastMoment is the last one at which a row is looked at: that of its end where ends are counted, the one before it else.
func lastMoment(ends bool, to int64) string {
	if ends {
		return fmt.Sprintf("least(end_ms, %d)", to-1)
	}
	return "(ended - 1)"
}

// endsSQL counts the ends of intervals by bucket, keys and what they were.
func (a *spentAnswer) endsSQL(join, condition string) string {
	edges := a.question.Edges
	columns := slices.Concat([]string{bucketSQL("end_ms", edges) + " as bucket"}, a.keyColumns("agent_handlings."),
		columnsAs("agent_handlings.", endedColumns), []string{"0", "count(*)"})
	conditions := append(a.filtersSQL("agent_handlings."), fmt.Sprintf("end_ms >= %d and end_ms < %d", edges[0], edges[len(edges)-1]), condition)
	return "select\n    " + strings.Join(columns, ",\n    ") + "\nfrom agent_handlings" + join + "\nwhere " +
		strings.Join(conditions, "\n  and ") + "\ngroup by all"
}

// columnsAs are columns of a table ("" or with a dot), as of_ and their names.
func columnsAs(table string, names []string) []string {
	var columns []string
	for _, name := range names {
		columns = append(columns, table+name+" as of_"+name)
	}
	return columns
}

// keyColumns are the columns of the dimensions that are grouped by.
func (a *spentAnswer) keyColumns(table string) []string {
	var columns []string
	for i, d := range a.question.GroupBy {
		columns = append(columns, fmt.Sprintf("%s%s as key_%d", table, d, i))
	}
	return columns
}

func (a *spentAnswer) filtersSQL(table string) []string {
	var conditions []string
	for _, filter := range a.question.Where {
		words := a.wordsOf(filter)
		switch {
		case len(words) == 0 && filter.Not:
		case len(words) == 0:
			conditions = append(conditions, "false")
		case filter.Not:
			conditions = append(conditions, "not "+inSQL(table+string(filter.Dimension), words))
		default:
			conditions = append(conditions, inSQL(table+string(filter.Dimension), words))
		}
	}
	return conditions
}

// inSQL is a condition that a column is one of the words.
func inSQL(column string, words []int32) string {
	list := make([]string, len(words))
	for i, word := range words {
		list[i] = fmt.Sprint(word)
	}
	return column + " in (" + strings.Join(list, ", ") + ")"
}

// edgeSQL is the edge at which a bucket begins, or at which the last one ends: what bucketSQL is the inverse of.
func edgeSQL(bucket string, edges []int64) string {
	return edgeOfRuns(bucket, runsOf(edges))
}

func edgeOfRuns(bucket string, runs []run) string {
	if len(runs) > 1 {
		middle := len(runs) / 2
		return fmt.Sprintf("case when %s < %d then %s else %s end", bucket, runs[middle].base,
			edgeOfRuns(bucket, runs[:middle]), edgeOfRuns(bucket, runs[middle:]))
	}
	return fmt.Sprintf("(%s - %d) * %d + %d", bucket, runs[0].base, runs[0].step, runs[0].start)
}
