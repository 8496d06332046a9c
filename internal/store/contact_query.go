package store

import (
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// Validate reports, wrapping metric.ErrQuestion, why no store can answer: an unknown time field, column or dimension, or a
// question beside the list that cannot be answered.
func (q ContactQuery) Validate() error {
	columns := slices.Clone(q.Columns)
	if q.Order.Column != nil {
		columns = append(columns, *q.Order.Column)
	}
	for _, column := range columns {
		if column >= metric.ColumnCount {
			return fmt.Errorf("%w: there is no column %d", metric.ErrQuestion, column)
		}
	}
	dimensions := slices.Clone(q.Dimensions)
	if q.OneEach != "" {
		dimensions = append(dimensions, q.OneEach)
	}
	if _, attribute := q.OneEach.Attribute(); attribute {
		return fmt.Errorf("%w: contacts are not listed once for each %s", metric.ErrQuestion, q.OneEach)
	}
	// As filters, of which there may be any number.
	all := metric.Question{
		Measures:  []metric.Measure{metric.CountOf("contacts", q.Matching)},
		TimeField: q.TimeField, Edges: []int64{q.From.UnixMilli(), q.To.UnixMilli()}, Where: slices.Clone(q.Where),
	}
	for _, dimension := range dimensions {
		all.Where = append(all.Where, metric.Filter{Dimension: dimension})
	}
	for _, asked := range append(slices.Clone(q.Beside), all) {
		if err := asked.Validate(); err != nil {
			return err
		}
	}
	return nil
}
