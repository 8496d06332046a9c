package columns_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

func TestTotalsAddUpTheColumns(t *testing.T) {
	w := newWorld(12)
	w.change(300)
	first := 1 + len(columns.Dimensions()) // place of the first column
	want := map[int64][]int64{}
	for i := range w.rows {
		r := &w.rows[i]
		at := r.Int(metric.ColInitMS).Value
		from := at - (at%day+day)%day
		sums := want[from]
		if sums == nil {
			sums = make([]int64, first+len(columns.Columns()))
			want[from] = sums
		}
		sums[0]++
		for j, d := range columns.Dimensions() {
			sums[1+j] += int64(w.word(r.Key(d)))
		}
		for j, c := range columns.Columns() {
			sums[first+j] += r.Int(c).Or(0)
		}
	}
	if diff := cmp.Diff(want, loaded(t, w, plenty).State().Totals()); diff != "" {
		t.Errorf("totals (- want, + got):\n%s", diff)
	}
}
