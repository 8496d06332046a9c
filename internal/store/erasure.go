package store

import (
	"context"
	"errors"

	"github.com/ringside/ringside/internal/connect"
)

// ErrErasing says that another erasure is running: one at a time.
var ErrErasing = errors.New("another erasure is running")

// Eraser is a store that can forget contacts. Agents' times stay what they were.
type Eraser interface {
	// FindErasure counts what Erase would do, and does nothing but go on with one that was interrupted.
	FindErasure(ctx context.Context, what Erasure, tell func(ErasureProgress)) (Erased, error)
	// Erase removes every version of what is meant, from wherever the store keeps it, and refuses what of it is delivered
	// again. It returns when nothing is left; after an error, or a crash, the next Erase or start goes on. Figures are
	// answered meanwhile, from before or after and never from between. Tell may be nil.
	Erase(ctx context.Context, what Erasure, tell func(ErasureProgress)) (Erased, error)
}

// Erasure says whom to forget.
type Erasure struct {
	Contacts []connect.ContactID // of any instance
	// Customers are addresses (CustomerEndpoint.Address) as records have them: every contact goes of which any version has one.
	Customers []string
	// Before are the limits by age from now on, in place of those of before; nil leaves them. What has passed them goes, and
	// is refused as long as they hold.
	Before *Cutoffs
	// Note is kept while the erasure is unfinished, and as long as nobody has said that it is proven; nil: nothing is.
	Note []byte
}

// Erased counts what was found and, by Erase, removed.
type Erased struct {
	Contacts       int64 `json:"contacts"`
	ContactRecords int64 `json:"contact_records"` // all versions and deliveries
	ContactEvents  int64 `json:"contact_events"`
	AgentEvents    int64 `json:"agent_events"` // past their limit
	Quarantined    int64 `json:"quarantined"`  // records that could not be decoded and name a contact or an address
	// Reduced are the contact records of which the essence is left, past the limit of their details.
	Reduced int64 `json:"reduced"`
	// Redacted are the records of others that name such a contact: they name a pseudonym then.
	Redacted int64 `json:"redacted"`
	// Mentions are the records of others that have the address in another place, such as an attribute: they stay as they are.
	// MentionedBy are some of their contacts.
	Mentions    int64               `json:"mentions"`
	MentionedBy []connect.ContactID `json:"mentioned_by"`
	// Missing are the contacts that were named and are nowhere.
	Missing []connect.ContactID `json:"missing"`
	// Kept are files, relative to the data folder, that may hold what was erased and that no program can clean.
	Kept []string `json:"kept"`
	// Looked is what was looked through last: of an erasure by the look that found nothing any more.
	Looked LookedThrough `json:"looked"`
}

// LookedThrough counts what was looked through, all of it.
type LookedThrough struct {
	Segments       int64 `json:"segments"`        // of the journal
	ContactRecords int64 `json:"contact_records"` // all versions and deliveries
	ContactEvents  int64 `json:"contact_events"`
	AgentEvents    int64 `json:"agent_events"`
	Quarantined    int64 `json:"quarantined"` // records that could not be decoded
	Left           int64 `json:"left"`        // what was found there that has to go; 0 at the end of an erasure
}

// ErasureStep is what an erasure is doing.
type ErasureStep string

// The steps, in this order; the first one is there only when addresses or limits are given.
const (
	ErasureFindsContacts ErasureStep = "find_contacts"
	ErasureFindsRecords  ErasureStep = "find_records"
	ErasureRewrites      ErasureStep = "rewrite"
	ErasureChecks        ErasureStep = "check"
	ErasureCounts        ErasureStep = "count" // the tables are made anew
)

// ErasureProgress is how far a step is, in records.
type ErasureProgress struct {
	Step        ErasureStep
	Done, Total int64
}
