package storetest

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
	"github.com/ringside/ringside/internal/store"
)

func wantError(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: error %v, want %v", what, got, want)
	}
}

func listsPages(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(10, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	for i := range 6 { // of one moment, so that pages end among equals
		facts = append(facts, w.contact(t, 1000+i, 0, epoch.Add(time.Hour), epoch.Add(2*time.Hour)))
	}
	w.deliverInParts(t, s, facts)
	names, reference := namesIn(facts), metrictest.NewReference(facts...)
	all := count(facts).newestFirst()
	for _, contact := range all[:20] {
		asked := metric.Filter{Dimension: metric.Queue, Values: []string{contact.Queue.Name, contact.Queue.ARN, "nobody"}}
		if diff := cmp.Diff(names.Resolve(asked), s.Resolve(asked)); diff != "" {
			t.Errorf("queues meant by %q (- reference, + store):\n%s", asked.Values, diff)
		}
	}
	lists := w.lists(string(all[0].ContactID))
	for range 60 {
		lists = append(lists, w.list())
	}
	for _, asked := range lists {
		whole := asked
		whole.Limit = len(all) + 1
		want, err := Contacts(t.Context(), reference, all, names, whole)
		if err != nil {
			t.Fatalf("reference: %v", err)
		}
		got := allPages(t, s, asked, want)
		wantOrder(t, asked, got)
		if diff := cmp.Diff(byIdentity(asked, want.Rows), byIdentity(asked, got)); diff != "" {
			t.Errorf("%+v (- reference, + store):\n%s", asked, diff)
		}
	}
}

// lists are what everybody asks: by outcome, and by the start of an id. Ids are pasted in upper case too; those of Amazon
// are in lower case.
func (w world) lists(id string) []store.ContactQuery {
	one := store.ContactQuery{
		Scope: metric.Everything(), TimeField: metric.ByInitiation, From: epoch, To: epoch.AddDate(0, 0, days), Limit: 3,
	}
	var all []store.ContactQuery
	for _, one.Outcomes = range [][]string{nil, {"handled"}, {"abandoned"}, {"other"}, {"abandoned", "handled"}} {
		all = append(all, one)
	}
	one.Outcomes, one.Limit = nil, 500
	for _, one.Text = range []string{id, "ABCDEF", "CALL", "nobody"} {
		all = append(all, one)
	}
	return all
}

// list is one that a person might ask for, or might not.
func (w world) list() store.ContactQuery {
	beside := w.question()
	q := store.ContactQuery{
		Scope: beside.Scope, TimeField: beside.TimeField, Where: beside.Where, Matching: w.predicate(2),
		From: time.UnixMilli(beside.Edges[0]), To: time.UnixMilli(beside.Edges[len(beside.Edges)-1]),
		Order: store.ContactOrder{Reverse: w.r.IntN(2) == 0}, Beside: []metric.Question{beside}, Limit: 1 + w.r.IntN(9),
	}
	all := metric.Dimensions()
	for range w.r.IntN(3) {
		q.Columns = append(q.Columns, w.column())
		q.Dimensions = append(q.Dimensions, w.dimension())
	}
	switch w.r.IntN(3) {
	case 0:
		column := w.column()
		q.Order.Column = &column
		q.Columns = append(q.Columns, column)
	case 1:
		q.OneEach = all[w.r.IntN(len(all))]
		q.Dimensions = append(q.Dimensions, q.OneEach)
		q.Columns = append(q.Columns, q.TimeField.Column())
	default:
		q.Columns = append(q.Columns, q.TimeField.Column())
	}
	return q
}

// wantOrder looks at the last of the rows' columns, if there is one: what the list is in order of.
func wantOrder(t *testing.T, q store.ContactQuery, rows []store.ContactRow) {
	t.Helper()
	if len(q.Columns) == 0 || q.OneEach != "" {
		return
	}
	if !slices.IsSortedFunc(rows, func(a, b store.ContactRow) int {
		value, other := a.Values[len(q.Columns)-1], b.Values[len(q.Columns)-1]
		switch {
		case !value.Valid || !other.Valid:
			return boolean(!value.Valid) - boolean(!other.Valid)
		case q.Order.Reverse:
			return int(value.Value - other.Value)
		default:
			return int(other.Value - value.Value)
		}
	}) {
		t.Errorf("%+v: contacts are not in order", q)
	}
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// allPages reads page by page to the end, and holds what comes with each page to what is wanted.
func allPages(t *testing.T, s store.Store, q store.ContactQuery, want store.ContactPage) []store.ContactRow {
	t.Helper()
	var all []store.ContactRow
	for {
		page, err := s.Contacts(t.Context(), q)
		if err != nil {
			t.Fatalf("contacts: %v", err)
		}
		if len(page.Rows) > q.Limit || page.Total != want.Total {
			t.Fatalf("%+v: page of %d rows of %d, want at most %d of %d", q, len(page.Rows), page.Total, q.Limit, want.Total)
		}
		if diff := cmp.Diff(want.Beside, page.Beside, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("beside the list (- reference, + store):\n%s", diff)
		}
		all = append(all, page.Rows...)
		if page.Next == "" {
			return all
		}
		q.After = page.Next
	}
}

// byIdentity tells what is in a list, whatever its order among equals. Of one for each value any of the newest may be there:
// then it is the value and the moment, which are the last of the row's.
func byIdentity(q store.ContactQuery, rows []store.ContactRow) map[identity]store.ContactRow {
	all := map[identity]store.ContactRow{}
	for _, r := range rows {
		if q.OneEach != "" {
			n, m := len(r.Keys)-1, len(r.Values)-1
			r = store.ContactRow{Keys: r.Keys[n:], Names: r.Names[n:], Values: r.Values[m:]}
			all[identity{instance: r.Keys[0]}] = r
			continue
		}
		all[identity{r.InstanceARN, r.ContactID}] = r
	}
	return all
}
