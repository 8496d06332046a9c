package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// findAdding finds the condition that an interval adds to the amount that is asked for: what the intervals of the range
// count as is read, and package activity says which of that adds.
func (l *intervalList) findAdding(ctx context.Context) error {
	var columns []string
	var kind store.IntervalKind
	switch l.query.Adding.Source() {
	case metric.OfAgentTime:
		kind, columns = store.StretchInterval, []string{"class", "error"}
	case metric.OfContactTime:
		kind, columns = store.ContactInterval, endedColumns
	default:
		return nil
	}
	at := slices.Index(store.IntervalKinds(), kind)
	text := "select distinct\n    " + strings.Join(columns, ",\n    ") + "\nfrom " + intervalTables[at].name + "\nwhere " +
		strings.Join(l.conditions(at), "\n  and ")
	var adding, perhaps []string // tuples of the columns
	of, into := make([]int32, len(columns)), make([]any, len(columns))
	for i := range of {
		into[i] = &of[i]
	}
	err := l.each(ctx, "what intervals count as", text, nil, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		adds, unless := l.adds(of)
		if !adds {
			return nil
		}
		adding = append(adding, tupleSQL(of))
		if unless {
			perhaps = append(perhaps, tupleSQL(of))
		}
		return nil
	})
	l.adding = amongSQL(columns, adding)
	if len(perhaps) > 0 {
		offers := append(l.conditions(at), amongSQL(columns, perhaps))
		l.adding += fmt.Sprintf("\n  and rowid not in (\n%s)", fmt.Sprintf(statement("offers_gone"), strings.Join(offers, "\n  and ")))
	}
	return err
}

// tupleSQL is numbers as SQL has a tuple.
func tupleSQL(of []int32) string {
	return "(" + strings.ReplaceAll(strings.Trim(fmt.Sprint(of), "[]"), " ", ", ") + ")"
}

// amongSQL keeps the rows whose columns are one of the tuples. A list is looked up a third as long as comparisons joined by or.
func amongSQL(columns, tuples []string) string {
	if len(tuples) == 0 {
		return "false"
	}
	return "(" + strings.Join(columns, ", ") + ") in (\n    " + strings.Join(tuples, ",\n    ") + ")"
}

// adds reports whether intervals that count so add to the amount, and whether they do not where the customer had gone.
func (l *intervalList) adds(of []int32) (adds, unless bool) {
	amount := l.query.Adding
	if amount.Source() == metric.OfAgentTime {
		s := activity.Stretch{Class: activity.Class(l.words.text(of[0])), Error: of[1] == 1}
		return amount.OfStretch(&s, 1) > 0, false
	}
	c := ended(l.words, of)
	if amount.Millis() {
		return amount.OfContact(c, 1, 0) > 0, false
	}
	return amount.OfContact(c, 0, 1) > 0, amount == metric.AmountNonResponseWithoutAbandon && c.Abandonable()
}

// overlapsAnySQL keeps the rows that overlap with one of the times. It halves the times at each step, so that a year of working
// hours costs nine comparisons.
func overlapsAnySQL(times metric.Windows) string {
	switch len(times) {
	case 0:
		return "false"
	case 1:
		return fmt.Sprintf("start_ms < %d and end_ms > %d", times[0].To, times[0].From)
	}
	middle := len(times) / 2
	return fmt.Sprintf("(start_ms < %d and %s or end_ms > %d and %s)",
		times[middle-1].To, overlapsAnySQL(times[:middle]), times[middle].From, overlapsAnySQL(times[middle:]))
}

// endsInAnySQL keeps the rows that ended in one of the times, as overlapsAnySQL.
func endsInAnySQL(times metric.Windows) string {
	switch len(times) {
	case 0:
		return "false"
	case 1:
		return fmt.Sprintf("end_ms >= %d and end_ms < %d", times[0].From, times[0].To)
	}
	middle := len(times) / 2
	return fmt.Sprintf("(end_ms < %d and %s or end_ms >= %[1]d and %[3]s)",
		times[middle].From, endsInAnySQL(times[:middle]), endsInAnySQL(times[middle:]))
}
