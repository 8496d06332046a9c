package duckdb

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// relatedSQL makes a statement over contacts one over contacts with their relative columns, as metric.Relate defines them. The
// contacts that matter to those that began within a range are looked at alone; of other ranges all are.
func relatedSQL(text string, field metric.TimeField, from, to int64) string {
	began := predicateSQL(metric.BegunByCustomer, false)
	if field == metric.ByInitiation {
		began += fmt.Sprintf(" and init_ms >= %d and init_ms < %d", from-metric.LongestGap, to+metric.LongestGap)
	}
	related := fmt.Sprintf(statement("contacts_related"), metric.LongestGap, began)
	if rest, more := strings.CutPrefix(text, "with "); more {
		return related + ",\n" + rest
	}
	return related + "\n" + text
}

// overRelated is relatedSQL for the statement of a list, where that looks at relative columns.
func overRelated(text string, q store.ContactQuery) string {
	relative := q.Matching.Relative() || slices.ContainsFunc(q.Columns, metric.Column.Relative) ||
		q.Order.Column != nil && q.Order.Column.Relative()
	if !relative {
		return text
	}
	return relatedSQL(text, q.TimeField, q.From.UnixMilli(), q.To.UnixMilli())
}
