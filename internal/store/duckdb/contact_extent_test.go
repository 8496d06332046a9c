package duckdb

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

func TestAListsExtentLeavesEmptyDaysOut(t *testing.T) {
	const day = extentPart
	within := span{10*day + 5, 14*day + 7}
	e := extent{span: within, edges: within.parts()}
	if diff := cmp.Diff([]int64{10*day + 5, 11 * day, 12 * day, 13 * day, 14 * day, 14*day + 7}, e.edges); diff != "" {
		t.Fatalf("parts (-want +got):\n%s", diff)
	}
	counted := func(bucket int, n int64) metric.Slice {
		return metric.Slice{Bucket: bucket, Values: []metric.Int{connect.Some(n)}}
	}
	e.count([]metric.Slice{counted(1, 3), counted(3, 60)})
	if want := (span{11 * day, 14 * day}); e.span != want || e.total != 63 {
		t.Errorf("span %v with %d, want %v with 63", e.span, e.total, want)
	}
	for _, c := range []struct {
		of      span
		limit   int
		reverse bool
		want    int64
	}{
		{e.span, 50, false, day},
		{e.span, 2, true, day},
		{e.span, 50, true, 3 * day},
		{e.span, 60, false, 3 * day},
		{e.span, 63, false, 3 * day},                          // not more than a page in all
		{span{11 * day, 13*day + 500}, 2, false, 2*day + 500}, // of the day that the page begins in only a part may be left
		{span{14 * day, 14 * day}, 2, false, 1},
	} {
		if got := e.enough(c.of, c.limit, c.reverse); got != c.want {
			t.Errorf("enough(%v, %d, %t) = %d, want %d", c.of, c.limit, c.reverse, got, c.want)
		}
	}
}

func TestAnExtentOfDecadesHasAFewThousandParts(t *testing.T) {
	within := span{-50 * 365 * extentPart, 50 * 365 * extentPart}
	edges := within.parts()
	if n := len(edges) - 1; n > mostParts+2 {
		t.Errorf("%d parts", n)
	}
	for i := range edges[1:] {
		if edges[i] >= edges[i+1] {
			t.Fatalf("edge %d: %d, then %d", i, edges[i], edges[i+1])
		}
	}
}
