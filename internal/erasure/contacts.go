package erasure

import "github.com/ringside/ringside/internal/connect"

// Contacts is a set of contacts of certain instances, where a Set has them of any. Nil is one of none.
type Contacts struct {
	set *Set // of whole identities, and of the bare ids
}

// Contact is the identity of one.
type Contact struct {
	InstanceARN string
	ContactID   connect.ContactID
}

// whole is an identity as one text; no ARN has a blank.
func (c Contact) whole() connect.ContactID { return connect.ContactID(c.InstanceARN+" ") + c.ContactID }

// With is the set with more contacts.
func (s *Contacts) With(more ...Contact) *Contacts {
	ids := make([]connect.ContactID, 0, 2*len(more))
	for _, c := range more {
		ids = append(ids, c.whole(), c.ContactID)
	}
	if s == nil {
		return &Contacts{(*Set)(nil).With(ids...)}
	}
	return &Contacts{s.set.With(ids...)}
}

// Has tells whether the contact of a record is in the set.
func (s *Contacts) Has(c *connect.Contact) bool {
	return s != nil && s.set.Size() > 0 && s.set.Has(Contact{c.InstanceARN, c.ContactID}.whole())
}

// Mentioned tells whether the bytes of a record name a contact of the set, or one with its id in another instance.
func (s *Contacts) Mentioned(raw []byte) bool { return s != nil && s.set.Mentions(raw) }
