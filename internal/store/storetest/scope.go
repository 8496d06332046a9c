package storetest

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// hidesContacts asks for every contact of a world in random scopes: what is outside is not there, neither by itself nor beside
// another one.
func hidesContacts(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(15, 1))}
	s := opened(t, open)
	facts := w.deliveries(t)
	w.deliverInParts(t, s, facts)
	all := count(facts)
	hidden, shown := 0, 0
	for range 12 {
		scope := w.limited()
		for key, truth := range all.contacts {
			ref := key.ref()
			ref.Scope = scope
			sees := seesContact(scope, truth.newest.Contact)
			want := error(nil)
			if shown++; !sees {
				want = store.ErrNotFound
				shown, hidden = shown-1, hidden+1
			}
			detail, err := s.Contact(t.Context(), ref)
			if !errors.Is(err, want) {
				t.Errorf("contact %v in %+v: %v, want %v", key, scope, err, want)
			}
			related, err := s.RelatedContacts(t.Context(), store.RelatedQuery{ContactRef: ref, Span: days * 24 * time.Hour, Limit: 200})
			if !errors.Is(err, want) {
				t.Errorf("related to %v in %+v: %v, want %v", key, scope, err, want)
			}
			if _, err := s.ContactVersions(t.Context(), store.VersionQuery{ContactRef: ref, Limit: 1}); !errors.Is(err, want) {
				t.Errorf("versions of %v in %+v: %v, want %v", key, scope, err, want)
			}
			for _, c := range detail.Chain {
				all.wantSeen(t, scope, "the chain of "+string(key.id), c.ContactRow)
			}
			if detail.ChainTotal != int64(len(detail.Chain)) || related.LinkedTotal != int64(len(related.Linked)) ||
				related.CustomerTotal != int64(len(related.Customer)) {
				t.Errorf("%v in %+v: totals tell of more than is listed", key, scope)
			}
			for _, row := range slices.Concat(related.Linked, related.Customer) {
				all.wantSeen(t, scope, "what is related to "+string(key.id), row)
			}
		}
	}
	if hidden == 0 || shown == 0 {
		t.Errorf("%d contacts were hidden and %d shown: nothing was looked at", hidden, shown)
	}
}

func seesContact(scope metric.Scope, c *connect.Contact) bool {
	row := metric.Derive(c)
	return scope.SeesRow(&row)
}

// wantSeen wants a contact beside another one to be in scope.
func (r *recount) wantSeen(t *testing.T, scope metric.Scope, where string, row store.ContactRow) {
	t.Helper()
	truth := r.contacts[identity{row.InstanceARN, row.ContactID}]
	if truth == nil || !seesContact(scope, truth.newest.Contact) {
		t.Errorf("%s shows %s, which is outside of %+v", where, row.ContactID, scope)
	}
}
