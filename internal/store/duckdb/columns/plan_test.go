package columns_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

// What is left to others is counted at a moment by which contacts are not ordered, or made of several contacts.
func TestEveryMetricOfTheCatalogueIsAnswered(t *testing.T) {
	w := newWorld(11)
	w.change(100)
	s := loaded(t, w, plenty).State()
	var atOtherMoments []string
	answered := 0
	for _, m := range metric.Catalogue() {
		if m.Source != metric.OfContacts {
			continue
		}
		q := metric.Question{Measures: m.Measures, TimeField: metric.ByDisconnect, Edges: []int64{0, 4 * day}, Scope: metric.Everything()}
		if m.OwnTime {
			q.TimeField = m.TimeField
		}
		_, can := s.Plan(q, w)
		switch {
		case can:
			answered++
		case m.OwnTime:
			atOtherMoments = append(atOtherMoments, m.ID)
		}
		if want := !m.OwnTime; can != want {
			t.Errorf("%s is answered: %v, want %v", m.ID, can, want)
		}
	}
	want := []string{"contacts_handled_by_connected_to_agent", "contacts_queued_by_enqueue", "repeat_contacts", "repeat_contact_rate", "first_contact_resolution"}
	if diff := cmp.Diff(want, atOtherMoments, cmpopts.SortSlices(strings.Compare)); diff != "" {
		t.Errorf("counted at other moments (- want, + got):\n%s", diff)
	}
	if answered < 60 {
		t.Errorf("%d metrics are answered; there are more than 60 such", answered)
	}
}

func TestWhatIsNotKeptIsNotAnswered(t *testing.T) {
	w := newWorld(14)
	w.change(100)
	s := loaded(t, w, plenty).State()
	can := func(change func(q *metric.Question)) bool {
		q := count(metric.ByInitiation, 0, day)
		change(&q)
		if err := q.Validate(); err != nil {
			t.Fatal(err)
		}
		_, can := s.Plan(q, w)
		return can
	}
	for _, d := range metric.Dimensions() {
		kept := slices.Contains(columns.Dimensions(), d)
		for what, change := range map[string]func(q *metric.Question){
			"grouped":  func(q *metric.Question) { q.GroupBy = []metric.Dimension{d} },
			"filtered": func(q *metric.Question) { q.Where = []metric.Filter{{Dimension: d, Values: []string{""}}} },
			"left out": func(q *metric.Question) { q.Where = []metric.Filter{{Dimension: d, Not: true}} },
			"counted":  func(q *metric.Question) { q.Measures[0] = metric.DistinctOf("n", d, metric.Predicate{}) },
		} {
			if got := can(change); got != kept {
				t.Errorf("%s by %s: answered %v, want %v", what, d, got, kept)
			}
		}
	}
	for _, field := range metric.TimeFields() {
		kept := field == metric.ByInitiation || field == metric.ByDisconnect
		if got := can(func(q *metric.Question) { q.TimeField = field }); got != kept {
			t.Errorf("by %s: answered %v, want %v", field, got, kept)
		}
	}
	for _, c := range metric.Columns() {
		kept := slices.Contains(columns.Columns(), c)
		for what, m := range map[string]metric.Measure{
			"sum of":           metric.SumOf("n", c, metric.Predicate{}),
			"with":             metric.CountOf("n", metric.Not(metric.Compare(c, metric.OpGreater, 5))),
			"least of":         {Name: "n", Aggregate: metric.Min, Column: c},
			"the greatest one": metric.MaxOf("n", c, metric.Predicate{}),
		} {
			if got := can(func(q *metric.Question) { q.Measures[0] = m }); got != kept {
				t.Errorf("%s %s: answered %v, want %v", what, c.Name(), got, kept)
			}
		}
	}
	for c, kept := range map[metric.Column]bool{metric.ColQueueS: true, metric.ColQueued: false, metric.ColDisconnectMS: false, metric.ColAgentHoldS: false} {
		m := metric.PercentileOf("n", 50, c, metric.Predicate{})
		if got := can(func(q *metric.Question) { q.Measures[0] = m }); got != kept {
			t.Errorf("percentile of %s: answered %v, want %v", c.Name(), got, kept)
		}
	}
}
