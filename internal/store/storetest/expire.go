package storetest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// limited is what limits by age must leave of some deliveries.
type limited struct {
	before store.Cutoffs
	left   []connect.Fact
	count  store.Erased // but for quarantine, where stores keep the same bytes once or several times
}

// limit chooses limits within a world, and counts in the plainest way what they leave.
func (w world) limit(facts []connect.Fact) limited {
	l := limited{before: store.Cutoffs{Contacts: connect.MillisOf(w.moment()), AgentEvents: connect.MillisOf(w.moment())}}
	if w.r.IntN(2) == 0 {
		l.before.Details = connect.MillisOf(w.moment())
	}
	if w.r.IntN(2) == 0 {
		l.before.Quarantine = connect.MillisOf(epoch) + 1 // all came at that moment
	}
	contacts := count(facts).contacts
	past := map[identity]bool{}
	for _, fact := range facts {
		switch {
		case fact.Contact != nil:
			key := identity{fact.Contact.InstanceARN, fact.Contact.ContactID}
			if contacts[key].newest.Contact.Initiation < l.before.Contacts {
				past[key] = true
				l.count.ContactRecords++
				continue
			}
			if fact.Contact.Initiation < l.before.Details {
				l.count.Reduced++
				fact = essence(fact)
			}
		case fact.AgentEvent != nil && fact.AgentEvent.Timestamp < l.before.AgentEvents:
			l.count.AgentEvents++
			continue
		case fact.ContactEvent != nil && connect.FactTime(fact) < max(l.before.Contacts, l.before.Details):
			l.count.ContactEvents++
			continue
		case fact.Kind == connect.KindRejected && l.before.Quarantine > 0:
			continue
		}
		l.left = append(l.left, fact)
	}
	l.count.Contacts = int64(len(past))
	return l
}

// essence is what is left of a contact record without its details; between versions the bytes decide with which it came.
func essence(fact connect.Fact) connect.Fact {
	lean := connect.Decode(connect.Essence(fact.Raw))
	lean.Raw = fact.Raw
	return lean
}

func keepsWhatIsYoung(t *testing.T, open Open) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			w := world{rand.New(rand.NewPCG(seed, 12))}
			dir := t.TempDir()
			s := open(t, dir)
			facts := w.deliveries(t)
			l := w.limit(facts)
			w.deliverInParts(t, s, facts)

			found, err := s.FindErasure(t.Context(), store.Erasure{Before: &l.before}, nil)
			l.wantCount(t, "found", found, err)
			w.compare(t, s, facts)
			done, err := s.Erase(t.Context(), store.Erasure{Before: &l.before}, nil)
			l.wantCount(t, "removed", done, err)
			l.wantLeft(t, w, s)
			again := w.deliverInParts(t, s, facts)
			if again.Stored+again.Updated > 0 || again.Read != int64(len(facts)) {
				t.Errorf("delivered again: %+v; want nothing but what was there", again)
			}
			l.wantLeft(t, w, s)
			closed(t, s)

			s = open(t, dir)
			defer closed(t, s)
			l.wantLeft(t, w, s)
			// What came again was refused: there is nothing to remove. Longer limits let it in.
			nothing, err := s.Erase(t.Context(), store.Erasure{Before: &l.before}, nil)
			if err != nil || nothing.Contacts+nothing.ContactRecords+nothing.ContactEvents+nothing.AgentEvents != 0 {
				t.Errorf("removed once more: %+v, %v", nothing, err)
			}
			if _, err := s.Erase(t.Context(), store.Erasure{Before: &store.Cutoffs{}}, nil); err != nil {
				t.Fatal(err)
			}
			w.deliverInParts(t, s, facts)
			w.compare(t, s, l.lifted(facts))
		})
	}
}

// lifted is what there is after the limits were lifted and everything came again: versions that stayed without their details
// are known, and stay so.
func (l *limited) lifted(facts []connect.Fact) []connect.Fact {
	stayed := count(l.left).contacts
	all := slices.Clone(facts)
	for i, fact := range all {
		if fact.Contact == nil || fact.Contact.Initiation >= l.before.Details {
			continue
		}
		if stayed[identity{fact.Contact.InstanceARN, fact.Contact.ContactID}] != nil {
			all[i] = essence(fact)
		}
	}
	return all
}

func (l *limited) wantCount(t *testing.T, what string, got store.Erased, err error) {
	t.Helper()
	got.Missing, got.MentionedBy, got.Kept, got.Quarantined, got.Looked = nil, nil, nil, 0, store.LookedThrough{}
	if diff := cmp.Diff(l.count, got); err != nil || diff != "" {
		t.Errorf("%s: %v (- recount, + store):\n%s", what, err, diff)
	}
}

// wantLeft compares figures, lists and quarantine with those of what is left.
func (l *limited) wantLeft(t *testing.T, w world, s Store) {
	t.Helper()
	w.compare(t, s, l.left)
	truth := count(l.left)
	status, err := s.Status(t.Context())
	if want := int64(len(truth.contacts)); err != nil || status.Contacts != want {
		t.Errorf("%d contacts, %v; want %d", status.Contacts, err, want)
	}
	lean := map[bool]int{}
	for key, of := range truth.contacts {
		if detail, err := s.Contact(t.Context(), key.ref()); err != nil {
			t.Fatal(err)
		} else if old := detail.Contact.Initiation < l.before.Details; detail.Lean != old {
			t.Fatalf("a contact of which the details have gone %t: %+v", old, detail)
		} else {
			lean[old]++
		}
		for _, v := range allVersions(t, s, store.VersionQuery{ContactRef: key.ref(), Limit: 200}, len(of.versions)) {
			if fact := connect.Decode(v.Raw); fact.Contact.Initiation < l.before.Details && !bytes.Equal(v.Raw, connect.Essence(v.Raw)) {
				t.Fatalf("a version keeps its details: %s", v.Raw)
			}
		}
	}
	t.Logf("contacts whose details have gone: %v", lean)
	if l.before.Quarantine > 0 && len(quarantineOf(t, s)) > 0 {
		t.Error("quarantine keeps what has passed its limit")
	}
}
