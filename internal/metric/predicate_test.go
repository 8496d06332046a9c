package metric_test

import (
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

func TestPredicatesKnowTwoTruthValuesOnly(t *testing.T) {
	var row metric.Row // hold_s is missing
	row.Set(metric.ColQueueS, connect.Some(20))
	queue := func(op metric.Op, value int64) metric.Predicate { return metric.Compare(metric.ColQueueS, op, value) }
	hold := func(op metric.Op, value int64) metric.Predicate { return metric.Compare(metric.ColHoldS, op, value) }
	for _, c := range []struct {
		name string
		p    metric.Predicate
		want bool
	}{
		{"zero predicate", metric.Predicate{}, true},
		{"20 < 20", queue(metric.OpLess, 20), false},
		{"20 <= 20", queue(metric.OpAtMost, 20), true},
		{"20 > 20", queue(metric.OpGreater, 20), false},
		{"20 >= 20", queue(metric.OpAtLeast, 20), true},
		{"20 = 20", queue(metric.OpEqual, 20), true},
		{"20 = 21", queue(metric.OpEqual, 21), false},
		{"missing < 20", hold(metric.OpLess, 20), false},
		{"missing >= 20", hold(metric.OpAtLeast, 20), false},
		{"missing = 0", hold(metric.OpEqual, 0), false},
		{"not (missing < 20)", metric.Not(hold(metric.OpLess, 20)), true},
		{"not not (missing < 20)", metric.Not(metric.Not(hold(metric.OpLess, 20))), false},
		{"missing is missing", metric.Missing(metric.ColHoldS), true},
		{"missing is present", metric.Present(metric.ColHoldS), false},
		{"20 is present", metric.Present(metric.ColQueueS), true},
		{"all of none", metric.All(), true},
		{"any of none", metric.Any(), false},
		{"all with one false", metric.All(queue(metric.OpEqual, 20), hold(metric.OpEqual, 0)), false},
		{"any with one true", metric.Any(hold(metric.OpEqual, 0), queue(metric.OpEqual, 20)), true},
	} {
		if got := c.p.Holds(&row); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSetClearsAColumn(t *testing.T) {
	var row metric.Row
	for _, column := range metric.Columns() {
		row.Set(column, connect.Some(int64(column)+1))
	}
	row.Set(metric.ColQueueS, connect.Int{Value: 9})
	for _, column := range metric.Columns() {
		want := connect.Some(int64(column) + 1)
		if column == metric.ColQueueS {
			want = connect.Int{}
		}
		if got := row.Int(column); got != want {
			t.Errorf("%s is %+v, want %+v", column.Name(), got, want)
		}
	}
}
