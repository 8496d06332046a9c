package store

import (
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// WholeContact is the newest version of a contact with all that figures are made of; its attributes only where they
// are asked for, those with an empty value left out. Names are the newest.
type WholeContact struct {
	metric.Row

	// InitialContactID is "" where there is none, and where it is no UUID and of another contact.
	InitialContactID connect.ContactID
	// Changed says that another version was the newest at ContactQuery.Since: the contact was known then.
	Changed bool
}

// ContactRead says what a ReadContacts is about to give: how many contacts, from which state of the store.
type ContactRead struct {
	Contacts  int64
	Projected uint64 // as in Status: a later read of what came after gives it as ContactQuery.Since
}
