package storetest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// forgotten is whom a test erases, and what must be left.
type forgotten struct {
	ask   store.Erasure
	ids   map[connect.ContactID]string // a name that stands for each in what is left
	left  []connect.Fact
	count store.Erased
}

// forget chooses contacts and a customer of some deliveries.
func (w world) forget(facts []connect.Fact) forgotten {
	f := forgotten{ids: map[connect.ContactID]string{}}
	add := func(id connect.ContactID) {
		if f.ids[id] == "" {
			f.ids[id] = fmt.Sprintf("eeeeeeee-0000-4000-8000-%012d", len(f.ids))
		}
	}
	f.ask.Customers = []string{customer(w.r.IntN(4))}
	for range 4 {
		if c := facts[w.r.IntN(len(facts))].Contact; c != nil {
			f.ask.Contacts = append(f.ask.Contacts, c.ContactID)
			add(c.ContactID)
		}
	}
	for _, fact := range facts {
		if fact.Contact != nil && fact.Contact.CustomerAddress == f.ask.Customers[0] {
			add(fact.Contact.ContactID)
		}
	}
	own := map[connect.ContactID]bool{}
	for _, fact := range facts {
		f.take(fact, own)
	}
	f.count.Contacts = int64(len(own))
	return f
}

// take counts what becomes of a fact.
func (f *forgotten) take(fact connect.Fact, own map[connect.ContactID]bool) {
	switch {
	case fact.Contact != nil && f.ids[fact.Contact.ContactID] != "":
		own[fact.Contact.ContactID] = true
		f.count.ContactRecords++
	case fact.ContactEvent != nil && f.ids[fact.ContactEvent.ContactID] != "":
		own[fact.ContactEvent.ContactID] = true
		f.count.ContactEvents++
	case fact.Kind == connect.KindRejected && f.named(fact.Raw):
		f.count.Quarantined++
	case f.named(fact.Raw):
		f.count.Redacted++
		raw := string(fact.Raw)
		for id, name := range f.ids {
			raw = strings.ReplaceAll(raw, `"`+string(id)+`"`, `"`+name+`"`)
		}
		changed := connect.Decode([]byte(raw))
		changed.Raw = fact.Raw // whose hash decides between versions
		f.left = append(f.left, changed)
	default:
		f.left = append(f.left, fact)
	}
}

func (f *forgotten) named(raw []byte) bool {
	for id := range f.ids {
		if bytes.Contains(raw, []byte(`"`+id+`"`)) {
			return true
		}
	}
	return string(raw) == quarantinedBytes(f.ask.Customers[0])
}

// quarantinedBytes are no record, and name somebody.
func quarantinedBytes(name string) string { return fmt.Sprintf(`{"ContactId":"lost","to":%q`, name) }

func forgetsContacts(t *testing.T, open Open) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			w := world{rand.New(rand.NewPCG(seed, 11))}
			dir := t.TempDir()
			s := open(t, dir)
			facts := w.deliveries(t)
			f := w.forget(facts)
			for _, raw := range []string{quarantinedBytes(f.ask.Customers[0]), fmt.Sprintf(`{"ContactId":%q`, f.ask.Contacts[0])} {
				fact := connect.Decode([]byte(raw))
				facts = append(facts, fact)
				f.take(fact, nil)
			}
			w.deliverInParts(t, s, facts)
			quarantined := len(quarantineOf(t, s))

			found, err := s.FindErasure(t.Context(), f.ask, nil)
			f.wantCount(t, "found", found, err)
			w.compare(t, s, facts)
			done, err := s.Erase(t.Context(), f.ask, nil)
			f.wantCount(t, "erased", done, err)
			f.wantLeft(t, w, s)
			if now := len(quarantineOf(t, s)); now != quarantined-2 {
				t.Errorf("%d of %d records are in quarantine, want two less", now, quarantined)
			}
			again := w.deliverInParts(t, s, facts)
			if want := int64(len(facts)); again.Read != want || again.Duplicates+again.Older != want-1 || again.Quarantined != 1 {
				t.Errorf("delivered again: %+v; want nothing but the address that names nobody", again)
			}
			f.wantLeft(t, w, s)
			closed(t, s)

			s = open(t, dir)
			defer closed(t, s)
			f.wantLeft(t, w, s)
			nothing, err := s.Erase(t.Context(), store.Erasure{Contacts: f.ask.Contacts}, nil)
			if err != nil || nothing.Contacts+nothing.ContactRecords+nothing.ContactEvents+nothing.Redacted != 0 {
				t.Errorf("erased once more: %+v, %v", nothing, err)
			}
		})
	}
}

func (f *forgotten) wantCount(t *testing.T, what string, got store.Erased, err error) {
	t.Helper()
	got.Missing, got.MentionedBy, got.Kept, got.Looked = nil, nil, nil, store.LookedThrough{}
	if diff := cmp.Diff(f.count, got); err != nil || diff != "" {
		t.Errorf("%s: %v (- recount, + store):\n%s", what, err, diff)
	}
}

// wantLeft compares figures with those of what is left, and looks for what is not in every place that shows records.
func (f *forgotten) wantLeft(t *testing.T, w world, s Store) {
	t.Helper()
	w.compare(t, s, f.left)
	status, err := s.Status(t.Context())
	if want := int64(len(count(f.left).contacts)); err != nil || status.Contacts != want {
		t.Errorf("%d contacts, %v; want %d", status.Contacts, err, want)
	}
	for id := range f.ids {
		_, err := s.Contact(t.Context(), store.ContactRef{ContactID: id, Scope: metric.Everything()})
		wantError(t, "an erased contact", err, store.ErrNotFound)
	}
	for key, truth := range count(f.left).contacts {
		for _, v := range allVersions(t, s, store.VersionQuery{ContactRef: key.ref(), Limit: 200}, len(truth.versions)) {
			if f.named(v.Raw) || bytes.Contains(v.Raw, []byte(f.ask.Customers[0])) {
				t.Fatalf("a version still names who was erased: %s", v.Raw)
			}
		}
	}
}
