package erasure

import (
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// Fate is what becomes of a record.
type Fate int

// The fates.
const (
	Kept    Fate = iota // it names nobody who was erased
	Gone                // it is of an erased contact: nothing of it stays
	Expired             // it is older than its kind is kept: nothing of it stays
	Changed             // it names an erased contact, or is old enough for its details to go: Reduce says what stays
)

// Rules say what becomes of records. The zero value keeps all.
type Rules struct {
	Erased *Set
	Before store.Cutoffs
	// A contact is as old as its newest version. Past are those that have passed the limit though a version of theirs has
	// not; Spared, while limits are applied, are those the other way round.
	Past, Spared *Contacts
}

// Fate is what becomes of a record that was decoded, and whose details may have gone before. A rejected one that names an erased
// contact is gone: nobody knows whose it is.
func (r *Rules) Fate(f *connect.Fact, received time.Time, lean bool) Fate {
	switch {
	case r.expired(f, received):
		return Expired
	case f.Contact != nil && r.Erased.Has(f.Contact.ContactID), f.ContactEvent != nil && r.Erased.Has(f.ContactEvent.ContactID):
		return Gone
	case !r.Erased.Mentions(f.Raw):
		if !lean && r.reduces(f) {
			return Changed
		}
		return Kept
	case f.Kind == connect.KindRejected:
		return Gone
	default:
		return Changed
	}
}

// Reduce is what stays of a record that changes; lean tells whether its details have gone.
func (r *Rules) Reduce(f *connect.Fact) (reduced []byte, lean bool) {
	reduced, _ = r.Erased.Redact(f.Raw)
	if !r.reduces(f) {
		return reduced, false
	}
	return connect.Essence(reduced), true
}

func (r *Rules) reduces(f *connect.Fact) bool {
	return f.Contact != nil && f.Contact.Initiation < r.Before.Details
}

// expired tells whether a record has passed the limit of its kind. One that says no time is as old as its arrival.
func (r *Rules) expired(f *connect.Fact, received time.Time) bool {
	at, before := connect.FactTime(*f), r.Before.Contacts
	switch {
	case f.Contact != nil && (r.Past.Has(f.Contact) || r.Spared.Has(f.Contact)):
		return r.Past.Has(f.Contact)
	case f.Contact != nil:
		at = f.Contact.Initiation
	case f.AgentEvent != nil:
		before = r.Before.AgentEvents
	case f.ContactEvent != nil:
		before = max(before, r.Before.Details) // whose figures are of the present
	default:
		before = r.Before.Quarantine
	}
	if at == 0 {
		at = connect.MillisOf(received)
	}
	return at < before
}
