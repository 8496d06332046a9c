package storetest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

func showsContact(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(11, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	w.deliverInParts(t, s, facts)
	all := count(facts)
	for key, truth := range all.contacts {
		wrong := truth.newest.Contact.Initiation + 1
		for _, hint := range []connect.Millis{0, truth.newest.Contact.Initiation, wrong} {
			ref := key.ref()
			ref.Initiation = hint
			got, err := s.Contact(t.Context(), ref)
			if err != nil {
				t.Fatalf("contact %v: %v", key, err)
			}
			if diff := gocmp.Diff(string(truth.newest.Raw), string(got.Raw)); diff != "" {
				t.Errorf("raw record of %v (- newest, + store):\n%s", key, diff)
			}
			if diff := gocmp.Diff(*truth.newest.Contact, got.Contact); diff != "" {
				t.Errorf("contact %v (- newest, + store):\n%s", key, diff)
			}
			if got.Versions != int64(len(truth.versions)) {
				t.Errorf("contact %v has %d versions, want %d", key, got.Versions, len(truth.versions))
			}
			if got.Source != "test" || !got.ReceivedAt.Equal(epoch) {
				t.Errorf("contact %v came from %q at %v, want test at %v", key, got.Source, got.ReceivedAt, epoch)
			}
			all.compareChain(t, truth, got)
		}
	}
	_, err := s.Contact(t.Context(), store.ContactRef{Scope: metric.Everything(), ContactID: "nobody"})
	wantError(t, "contact that is not there", err, store.ErrNotFound)
}

func (i identity) ref() store.ContactRef {
	return store.ContactRef{Scope: metric.Everything(), InstanceARN: i.instance, ContactID: i.id}
}

// compareChain wants the contacts with the same first contact, that one among them, in order of time.
func (r *recount) compareChain(t *testing.T, of *contactTruth, got store.ContactDetail) {
	t.Helper()
	want := r.newestWhere(of, func(c *connect.Contact) bool {
		return first(c) == first(of.newest.Contact) || c.ContactID == first(of.newest.Contact)
	})
	chain := make([]connect.Contact, len(got.Chain))
	for i, c := range got.Chain {
		chain[i] = c.Record
		if c.ContactID != c.Record.ContactID || c.Initiation != c.Record.Initiation || c.Damaged {
			t.Errorf("contact %s of a chain: row and record differ, or it is taken for damaged", c.ContactID)
		}
	}
	if diff := gocmp.Diff(want, chain, cmpopts.SortSlices(byID)); diff != "" || got.ChainTotal != int64(len(want)) {
		t.Errorf("chain of %s, of %d (- recount, + store):\n%s", of.newest.Contact.ContactID, got.ChainTotal, diff)
	}
	if !slices.IsSortedFunc(chain, func(a, b connect.Contact) int { return cmp.Compare(a.Initiation, b.Initiation) }) {
		t.Errorf("chain of %s is not in order of time", of.newest.Contact.ContactID)
	}
}

// first is the id of a journey's first contact.
func first(c *connect.Contact) connect.ContactID { return cmp.Or(c.InitialContactID, c.ContactID) }

func byID(a, b connect.Contact) bool { return a.ContactID < b.ContactID }

// newestWhere lists the newest versions of contacts in the same instance that fit.
func (r *recount) newestWhere(of *contactTruth, fits func(*connect.Contact) bool) []connect.Contact {
	all := []connect.Contact{}
	for key, truth := range r.contacts {
		if key.instance == of.newest.Contact.InstanceARN && fits(truth.newest.Contact) {
			all = append(all, *truth.newest.Contact)
		}
	}
	return all
}

func showsVersions(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(12, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	w.deliverInParts(t, s, facts)
	for key, truth := range count(facts).contacts {
		for _, limit := range []int{1, 2, 200} {
			got := allVersions(t, s, store.VersionQuery{ContactRef: key.ref(), Limit: limit}, len(truth.versions))
			var raw []string
			for i, v := range got {
				raw = append(raw, string(v.Raw))
				fact := connect.Decode(v.Raw)
				if fact.Contact == nil || fact.Contact.LastUpdate != v.LastUpdate {
					t.Errorf("version %s of %v says that it was updated at %d", v.Key, key, v.LastUpdate)
				}
				if v.Source != "test" || !v.Received.Equal(epoch) {
					t.Errorf("version %s of %v came from %q at %v, want test at %v", v.Key, key, v.Source, v.Received, epoch)
				}
				if i > 0 && got[i-1].LastUpdate > v.LastUpdate {
					t.Errorf("versions of %v are not in order", key)
				}
			}
			if raw[len(raw)-1] != string(truth.newest.Raw) {
				t.Errorf("the last version of %v is not the newest", key)
			}
			slices.Sort(raw)
			if diff := gocmp.Diff(truth.sortedVersions(), raw); diff != "" {
				t.Errorf("versions of %v, %d at a time (- delivered, + store):\n%s", key, limit, diff)
			}
		}
	}
	_, err := s.ContactVersions(t.Context(), store.VersionQuery{ContactRef: identity{id: "nobody"}.ref(), Limit: 1})
	wantError(t, "versions of a contact that is not there", err, store.ErrNotFound)
}

func (c *contactTruth) sortedVersions() []string {
	var all []string
	for raw := range c.versions {
		all = append(all, raw)
	}
	slices.Sort(all)
	return all
}

// allVersions reads page by page to the oldest, and returns them with the newest last.
func allVersions(t *testing.T, s store.Store, q store.VersionQuery, total int) []store.ContactVersion {
	t.Helper()
	var all []store.ContactVersion
	for {
		page, err := s.ContactVersions(t.Context(), q)
		if err != nil {
			t.Fatalf("versions: %v", err)
		}
		n := len(page.Versions)
		if n == 0 || n > q.Limit || page.Total != int64(total) || int(page.First) != total-len(all)-n+1 {
			t.Fatalf("page of %d versions from number %d of %d, behind %d; want at most %d of %d", n, page.First, page.Total, len(all), q.Limit, total)
		}
		all = append(page.Versions, all...)
		if page.First == 1 {
			return all
		}
		q.Before = page.Versions[0].Key
	}
}

// marksLateVersions delivers three versions out of order: what came after a newer one says so.
func marksLateVersions(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(13, 1))}
	s := opened(t, open)
	for _, minutes := range []int{10, 30, 20} {
		deliver(t, s, w.contact(t, 0, minutes, epoch, epoch.Add(time.Duration(minutes)*time.Minute)))
	}
	key := identity{instanceARN(0), connect.ContactID(w.contactID(0))}
	q := store.VersionQuery{ContactRef: key.ref(), Limit: 10}
	var late []bool
	for _, v := range allVersions(t, s, q, 3) {
		late = append(late, v.Late)
	}
	if diff := gocmp.Diff([]bool{false, true, false}, late); diff != "" {
		t.Errorf("late versions (- delivered, + store):\n%s", diff)
	}
	q.Before = "1.0"
	_, err := s.ContactVersions(t.Context(), q)
	wantError(t, "page before a version that is not there", err, store.ErrCursor)
}

func findsRelated(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(14, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	w.deliverInParts(t, s, facts)
	all := count(facts)
	const span = 26 * time.Hour
	for key, truth := range all.contacts {
		of := truth.newest.Contact
		got, err := s.RelatedContacts(t.Context(), store.RelatedQuery{ContactRef: key.ref(), Span: span, Limit: 200})
		if err != nil {
			t.Fatalf("related contacts of %v: %v", key, err)
		}
		linked := all.newestWhere(truth, func(c *connect.Contact) bool {
			return c.ContactID != of.ContactID && (c.RelatedContactID == of.ContactID || c.ContactID == of.RelatedContactID)
		})
		customer := all.newestWhere(truth, func(c *connect.Contact) bool {
			near := c.Initiation >= of.Initiation-connect.Millis(span.Milliseconds()) && c.Initiation <= of.Initiation+connect.Millis(span.Milliseconds())
			return of.CustomerAddress != "anonymous" && c.CustomerAddress == of.CustomerAddress && first(c) != first(of) && near
		})
		wantContacts(t, "linked with "+string(key.id), linked, got.Linked, got.LinkedTotal)
		wantContacts(t, "of the customer of "+string(key.id), customer, got.Customer, got.CustomerTotal)
		if got.Identified != (of.CustomerAddress != "anonymous") {
			t.Errorf("%v: address %q identifies the customer: %v", key, of.CustomerAddress, got.Identified)
		}
		few, err := s.RelatedContacts(t.Context(), store.RelatedQuery{ContactRef: key.ref(), Span: span, Limit: 1})
		if err != nil || len(few.Customer) > 1 || few.CustomerTotal != got.CustomerTotal || !nearest(few.Customer, got.Customer, of) {
			t.Errorf("nearest contact of the customer of %v: %v, %v; of %v", key, few.Customer, err, got.Customer)
		}
	}
	_, err := s.RelatedContacts(t.Context(), store.RelatedQuery{ContactRef: identity{id: "nobody"}.ref(), Limit: 1})
	wantError(t, "related contacts of one that is not there", err, store.ErrNotFound)
}

func wantContacts(t *testing.T, what string, want []connect.Contact, got []store.ContactRow, total int64) {
	t.Helper()
	ids := make([]connect.ContactID, len(want))
	for i, c := range want {
		ids[i] = c.ContactID
	}
	found := make([]connect.ContactID, len(got))
	for i, row := range got {
		found[i] = row.ContactID
	}
	sorted := cmpopts.SortSlices(func(a, b connect.ContactID) bool { return a < b })
	if diff := gocmp.Diff(ids, found, sorted); diff != "" || total != int64(len(want)) {
		t.Errorf("contacts %s, of %d (- recount, + store):\n%s", what, total, diff)
	}
	if !slices.IsSortedFunc(got, func(a, b store.ContactRow) int { return cmp.Compare(a.Initiation, b.Initiation) }) {
		t.Errorf("contacts %s are not in order of time", what)
	}
}

// nearest reports whether few has the one of all that began nearest to a contact.
func nearest(few, all []store.ContactRow, of *connect.Contact) bool {
	distance := func(r store.ContactRow) connect.Millis {
		return max(r.Initiation-of.Initiation, of.Initiation-r.Initiation)
	}
	for _, r := range all {
		if distance(r) < distance(few[0]) {
			return false
		}
	}
	return true
}
