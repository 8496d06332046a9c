package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
	"github.com/ringside/ringside/internal/store"
)

func listsAttributes(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(12, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	w.deliverInParts(t, s, facts)
	for _, scope := range []metric.Scope{
		w.limited(), w.limited(), w.limited(),
		metric.Everything(), metric.Everything().Within([]string{instanceARN(0)}), metric.Everything().Within([]string{instanceARN(1), instanceARN(2)}),
		metric.Everything().Within([]string{"arn:aws:connect:eu-west-2:444455556666:instance/nowhere"}),
	} {
		listsAttributesWithin(t, s, count(facts).newestFirst(), scope)
	}
	page, err := s.Attributes(t.Context(), store.AttributeQuery{Limit: 10})
	if err != nil || len(page.Found) > 0 || page.More {
		t.Errorf("attributes without scope: %+v, %v; want none", page, err)
	}
}

// listsAttributesWithin compares every list with a recount over the contacts that a scope sees.
func listsAttributesWithin(t *testing.T, s store.Store, contacts []connect.Contact, scope metric.Scope) {
	t.Helper()
	keys, values := map[string]int64{}, map[string]map[string]int64{}
	for _, c := range contacts {
		for _, a := range c.Attributes() {
			if values[a.Key] == nil {
				values[a.Key] = map[string]int64{} // asked for in every scope
			}
			if a.Value == "" || !seesContact(scope, &c) {
				continue
			}
			keys[a.Key]++
			values[a.Key][a.Value]++
		}
	}
	if len(values) < len(attributeKeys) {
		t.Fatalf("only %d keys are in this world", len(values))
	}
	for _, text := range []string{"", "REAS", "번호", "nowhere"} {
		wantAttributes(t, s, store.AttributeQuery{Scope: scope, Text: text}, keys)
		for key := range values {
			wantAttributes(t, s, store.AttributeQuery{Scope: scope, Key: key, Text: text}, values[key])
		}
	}
	wantAttributes(t, s, store.AttributeQuery{Scope: scope, Key: "never heard of"}, nil)
}

// wantAttributes reads a list page by page.
func wantAttributes(t *testing.T, s store.Store, q store.AttributeQuery, want map[string]int64) {
	t.Helper()
	var wanted, got []store.AttributeCount
	for text, contacts := range want {
		if strings.Contains(strings.ToLower(text), strings.ToLower(q.Text)) {
			wanted = append(wanted, store.AttributeCount{Text: text, Contacts: contacts})
		}
	}
	slices.SortFunc(wanted, func(a, b store.AttributeCount) int { return cmp.Compare(a.Text, b.Text) })
	q.Limit = 3
	for more := true; more; {
		page, err := s.Attributes(t.Context(), q)
		if err != nil || len(page.Found) > q.Limit || page.More && len(page.Found) < q.Limit {
			t.Fatalf("attributes %+v: %d, more %v, error %v", q, len(page.Found), page.More, err)
		}
		got, more = append(got, page.Found...), page.More
		if more {
			q.After = page.Found[q.Limit-1].Text
		}
	}
	if diff := gocmp.Diff(wanted, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("attributes %q containing %q (- recount, + store):\n%s", q.Key, q.Text, diff)
	}
}

// manyAttributes gives each of many contacts a few of 5,000 keys, the half of which differ from the other half in case only.
func manyAttributes(t *testing.T, open Open) {
	const keys, contacts = 5000, 2500
	w := world{rand.New(rand.NewPCG(13, 1))}
	s := opened(t, open)
	key := func(i int) string {
		if i%2 == 1 {
			return fmt.Sprintf("KEY %d", i/2)
		}
		return fmt.Sprintf("key %d", i/2)
	}
	var facts []connect.Fact
	for i := range contacts {
		attributes := map[string]any{}
		for k := range 6 {
			attributes[key((i*2+k)%keys)] = []any{"x", 1, true, nil, "X"}[(i+k)%5]
		}
		facts = append(facts, decode(t, map[string]any{
			"ContactId": fmt.Sprintf("many-%d", i), "InstanceARN": instanceARN(0), "Attributes": attributes,
			"InitiationTimestamp": epoch.Format(time.RFC3339), "LastUpdateTimestamp": epoch.Format(time.RFC3339),
		}, connect.KindContact))
	}
	w.deliverInParts(t, s, facts)
	page, err := s.Attributes(t.Context(), store.AttributeQuery{Scope: metric.Everything(), Limit: 2 * keys})
	if err != nil || len(page.Found) != keys || page.More {
		t.Fatalf("%d keys, more %v, error %v; want %d", len(page.Found), page.More, err, keys)
	}
	reference := metrictest.NewReference(facts...)
	for i := 0; i < keys; i += 97 {
		equal(t, s, reference, metric.Question{
			Measures:  []metric.Measure{metric.CountOf("contacts", metric.Predicate{})},
			TimeField: metric.ByInitiation, Edges: []int64{epoch.UnixMilli(), epoch.UnixMilli() + 1}, Scope: metric.Everything(),
			GroupBy: []metric.Dimension{metric.OfAttribute(key(i)), metric.OfAttribute(key(i + 1))},
			Where:   []metric.Filter{{Dimension: metric.OfAttribute(key(i)), Values: []string{"1", "true", ""}, Not: i%2 == 0}},
		})
	}
}
