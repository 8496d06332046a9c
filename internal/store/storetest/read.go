package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// compareRows lets cmp look into rows.
var compareRows = cmp.AllowUnexported(metric.Row{}, identity{})

func everyContact() store.ContactQuery {
	return store.ContactQuery{
		Scope: metric.Everything(), TimeField: metric.ByInitiation, From: epoch, To: epoch.AddDate(0, 0, days), Limit: 7,
	}
}

// allContacts reads all contacts that match.
func allContacts(t *testing.T, s store.Store, q store.ContactQuery) (store.ContactRead, []store.WholeContact) {
	t.Helper()
	var said []store.ContactRead
	var all []store.WholeContact
	err := s.ReadContacts(t.Context(), q,
		func(r store.ContactRead) error { said = append(said, r); return nil },
		func(c *store.WholeContact) error { all = append(all, *c); return nil })
	if err != nil || len(said) != 1 {
		t.Fatalf("read contacts: begun %d times, error %v", len(said), err)
	}
	return said[0], all
}

// wantWhole is what a store must give of a contact.
func wantWhole(c connect.Contact, names *metric.Names) store.WholeContact {
	want := store.WholeContact{Row: metric.Derive(&c), InitialContactID: c.InitialContactID}
	want.Attributes = slices.DeleteFunc(want.Attributes, func(a connect.Attribute) bool { return a.Value == "" })
	for _, d := range metric.Dimensions() {
		key := want.Key(d)
		want.SetKey(d, key, names.Newest(d, key))
	}
	return want
}

// readsAll holds ReadContacts to the recount, and to the lists: the same contacts in the same order, whatever is asked.
func readsAll(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(20, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	w.deliverInParts(t, s, facts)
	names := namesIn(facts)
	want := map[identity]store.WholeContact{}
	for _, c := range count(facts).newestFirst() {
		want[identity{c.InstanceARN, c.ContactID}] = wantWhole(c, names)
	}
	q := everyContact()
	q.Attributes = true
	said, all := allContacts(t, s, q)
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if said.Contacts != int64(len(all)) || said.Projected != status.Projected {
		t.Errorf("said %+v before %d contacts at position %d", said, len(all), status.Projected)
	}
	got := map[identity]store.WholeContact{}
	for _, c := range all {
		if c.InitialContactID == "" { // of some the store cannot tell
			c.InitialContactID = want[identity{c.InstanceARN, c.ContactID}].InitialContactID
		}
		got[identity{c.InstanceARN, c.ContactID}] = c
	}
	if diff := cmp.Diff(want, got, compareRows, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("all contacts (- recount, + store):\n%s", diff)
	}
	for name, q := range listQueries(all) {
		_, read := allContacts(t, s, q)
		var ids, listed []identity
		for _, c := range read {
			ids = append(ids, identity{c.InstanceARN, c.ContactID})
		}
		for _, r := range allPages(t, s, q, store.ContactPage{Total: int64(len(read))}) {
			listed = append(listed, identity{r.InstanceARN, r.ContactID})
		}
		if diff := cmp.Diff(listed, ids, compareRows); diff != "" {
			t.Errorf("%s (- pages, + read):\n%s", name, diff)
		}
	}
}

// listQueries are some questions with filters of all kinds; values are those of contacts that are there.
func listQueries(all []store.WholeContact) map[string]store.ContactQuery {
	queries := map[string]store.ContactQuery{"everything": everyContact()}
	add := func(name string, change func(*store.ContactQuery)) {
		q := everyContact()
		change(&q)
		queries[name] = q
	}
	for _, d := range []metric.Dimension{metric.Queue, metric.Agent, metric.Channel, metric.HierarchyLevel1} {
		filter := metric.Filter{Dimension: d, Values: []string{all[0].Key(d), all[len(all)/2].Key(d)}}
		add(fmt.Sprintf("of %s", d), func(q *store.ContactQuery) { q.Where = []metric.Filter{filter} })
		filter.Not = true
		add(fmt.Sprintf("not of %s", d), func(q *store.ContactQuery) { q.Where = []metric.Filter{filter} })
	}
	add("by disconnect", func(q *store.ContactQuery) { q.TimeField = metric.ByDisconnect })
	add("half the time", func(q *store.ContactQuery) { q.To = epoch.AddDate(0, 0, days/2) })
	add("abandoned", func(q *store.ContactQuery) { q.Outcomes = []string{"abandoned"} })
	add("id", func(q *store.ContactQuery) { q.Text = string(all[0].ContactID)[:4] })
	add("nobody", func(q *store.ContactQuery) { q.Text = "nobody" })
	return queries
}

func namesIn(facts []connect.Fact) *metric.Names {
	names := metric.NewNames()
	for _, fact := range facts {
		if fact.Contact != nil {
			row := metric.Derive(fact.Contact)
			names.Learn(&row)
		}
		if fact.AgentEvent != nil {
			names.LearnEvent(fact.AgentEvent)
		}
	}
	return names
}

// readsChanges delivers in two parts and wants exactly the contacts of which the second brought the newest version.
func readsChanges(t *testing.T, open Open) {
	for seed := range uint64(5) {
		w := world{rand.New(rand.NewPCG(21, seed))}
		s := opened(t, open)
		facts := w.deliveries(t)
		half := len(facts) / 2
		w.deliverInParts(t, s, facts[:half])
		then, _ := allContacts(t, s, everyContact())
		w.deliverInParts(t, s, facts[half:])

		before, after := count(facts[:half]).contacts, count(facts).contacts
		want := map[identity]bool{}
		for id, c := range after {
			at := c.newest.Contact.Initiation.Time()
			if q := everyContact(); at.Before(q.From) || !at.Before(q.To) {
				continue
			}
			known, was := before[id]
			if !was || string(known.newest.Raw) != string(c.newest.Raw) {
				want[id] = was
			}
		}
		q := everyContact()
		q.Since = then.Projected
		said, changed := allContacts(t, s, q)
		got := map[identity]bool{}
		for _, c := range changed {
			got[identity{c.InstanceARN, c.ContactID}] = c.Changed
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: changed contacts, true when known before (- recount, + store):\n%s", seed, diff)
		}
		if pages := allPages(t, s, q, store.ContactPage{Total: said.Contacts}); len(pages) != len(changed) {
			t.Errorf("seed %d: %d in pages, %d read", seed, len(pages), len(changed))
		}
	}
}

// readsOneState delivers while contacts are read: nobody waits for the reader, and the reader sees none of it.
func readsOneState(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(22, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	deliver(t, s, facts[:len(facts)/2]...)
	_, before := allContacts(t, s, everyContact())
	var during []store.WholeContact
	err := s.ReadContacts(t.Context(), everyContact(),
		func(store.ContactRead) error { deliver(t, s, facts[len(facts)/2:]...); return nil },
		func(c *store.WholeContact) error { during = append(during, *c); return nil })
	if err != nil {
		t.Fatal(err)
	}
	// Names may be newer: they are of the store, and not of a contact.
	forget := func(all []store.WholeContact) []store.WholeContact {
		for i := range all {
			for _, d := range metric.Dimensions() {
				all[i].SetKey(d, all[i].Key(d), "")
			}
		}
		return all
	}
	if diff := cmp.Diff(forget(before), forget(during), compareRows); diff != "" {
		t.Errorf("contacts while others arrived (- before, + read):\n%s", diff)
	}
	if _, after := allContacts(t, s, everyContact()); len(after) <= len(before) {
		t.Errorf("%d contacts after more were delivered to %d", len(after), len(before))
	}
}

// endsReading wants a reading to end at the first error, and when it is called off.
func endsReading(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(23, 1))}
	s := opened(t, open)
	w.deliverInParts(t, s, w.deliveries(t))
	enough := errors.New("enough")
	given := 0
	err := s.ReadContacts(t.Context(), everyContact(), func(store.ContactRead) error { return nil },
		func(*store.WholeContact) error { given++; return enough })
	if !errors.Is(err, enough) || given != 1 {
		t.Errorf("error %v after %d contacts, want that of the first", err, given)
	}
	err = s.ReadContacts(t.Context(), everyContact(), func(store.ContactRead) error { return enough },
		func(*store.WholeContact) error { t.Error("contacts after begin failed"); return enough })
	wantError(t, "begin", err, enough)
	ctx, cancel := context.WithCancel(t.Context())
	err = s.ReadContacts(ctx, everyContact(), func(store.ContactRead) error { cancel(); return nil },
		func(*store.WholeContact) error { return nil })
	wantError(t, "reading that was called off", err, context.Canceled)
}
