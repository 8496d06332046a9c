package erasure

import "github.com/ringside/ringside/internal/connect"

// Fate is what becomes of a record.
type Fate int

// The fates.
const (
	Kept    Fate = iota // it names nobody who was erased
	Gone                // it is of an erased contact: nothing of it stays
	Changed             // it is of somebody else and names an erased contact: Redact says what stays
)

// Fate is what becomes of a record that was decoded. A rejected one that names an erased contact is gone: nobody knows whose
// it is.
func (s *Set) Fate(f *connect.Fact) Fate {
	switch {
	case s.Size() == 0:
		return Kept
	case f.Contact != nil && s.Has(f.Contact.ContactID), f.ContactEvent != nil && s.Has(f.ContactEvent.ContactID):
		return Gone
	case !s.Mentions(f.Raw):
		return Kept
	case f.Kind == connect.KindRejected:
		return Gone
	default:
		return Changed
	}
}
