package duckdb

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// relativeColumns are the names of the columns that no table has: they are computed where a statement names one.
var relativeColumns = func() []string {
	var names []string
	for column := range metric.ColumnCount {
		if column.Relative() {
			names = append(names, column.Name())
		}
	}
	return names
}()

// overContacts makes a statement over contacts of a range one over contacts with their relative columns, as metric.Relate
// defines them, if it names any; what somebody typed is among its arguments and not in its text. The contacts that matter to
// those that began within the range are looked at alone; of other ranges all are.
func overContacts(text string, field metric.TimeField, from, to int64) string {
	if !slices.ContainsFunc(relativeColumns, func(name string) bool { return strings.Contains(text, name) }) {
		return text
	}
	began := predicateSQL(nil, metric.BegunByCustomer, false)
	if field == metric.ByInitiation {
		began += fmt.Sprintf(" and init_ms >= %d and init_ms < %d", from-metric.LongestGap, to+metric.LongestGap)
	}
	related := fmt.Sprintf(statement("contacts_related"), metric.LongestGap, began)
	if rest, more := strings.CutPrefix(text, "with "); more {
		return related + ",\n" + rest
	}
	return related + "\n" + text
}

// ofList is overContacts for the range of a list.
func ofList(text string, q store.ContactQuery) string {
	return overContacts(text, q.TimeField, q.From.UnixMilli(), q.To.UnixMilli())
}
