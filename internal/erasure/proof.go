package erasure

import (
	"crypto/rand"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/store"
)

// Order is who asks for an erasure, why, and what was looked through beside the store.
type Order struct {
	Provider, Who string // as in the audit log; "" where nobody signs in
	Reason        string
	Views, Named  int // saved views that were looked through, and those that name whom it is about
}

// Kind is what an erasure is about.
type Kind string

// The kinds.
const (
	OfPerson Kind = "person" // contacts, or customers by their address
	OfLimits Kind = "limits" // what is older than its kind is kept
)

// Proof is the record of an erasure that has ended: who it was for, by whom, what was looked through, and what of it went. Whom it is about
// is not in it, in no form: a digest of a number is found by trying all numbers.
type Proof struct {
	ID       string        `json:"id"`
	Kind     Kind          `json:"kind"`
	Provider string        `json:"provider"`
	Who      string        `json:"who"`
	Reason   string        `json:"reason"`
	Contacts int           `json:"contacts"`  // how many ids were named
	Numbers  int           `json:"customers"` // how many addresses
	Begun    time.Time     `json:"begun"`
	Ended    time.Time     `json:"ended"`
	Views    int           `json:"views"`       // saved views that were looked through at its beginning
	Named    int           `json:"views_named"` // of these, that named whom it is about
	Result   ProofOfResult `json:"result"`
}

// ProofOfResult is what went, and what the last look went through. It names nobody.
type ProofOfResult struct {
	Contacts       int64               `json:"contacts"`
	ContactRecords int64               `json:"contact_records"`
	ContactEvents  int64               `json:"contact_events"`
	AgentEvents    int64               `json:"agent_events"`
	Quarantined    int64               `json:"quarantined"`
	Reduced        int64               `json:"reduced"`
	Redacted       int64               `json:"redacted"`
	Mentions       int64               `json:"mentions"`
	Missing        int64               `json:"missing"` // contacts that were named and are nowhere
	Kept           []string            `json:"kept"`
	Looked         store.LookedThrough `json:"looked"`
}

func (r *ProofOfResult) nothing() bool {
	return r.ContactRecords+r.ContactEvents+r.AgentEvents+r.Quarantined+r.Reduced+r.Redacted == 0
}

// begun is the proof of an erasure that has not ended.
func begun(what store.Erasure, by Order, at time.Time) Proof {
	p := Proof{
		ID: at.UTC().Format("20060102-") + strings.ToLower(rand.Text()[:8]), Kind: OfPerson, Provider: by.Provider, Who: by.Who, Reason: by.Reason,
		Contacts: len(what.Contacts), Numbers: len(what.Customers), Begun: at.UTC(), Views: by.Views, Named: by.Named,
	}
	if what.Before != nil {
		p.Kind = OfLimits
	}
	return p
}

// ResultOf is what a proof has of a result.
func ResultOf(r store.Erased) ProofOfResult {
	return ProofOfResult{
		Contacts: r.Contacts, ContactRecords: r.ContactRecords, ContactEvents: r.ContactEvents, AgentEvents: r.AgentEvents,
		Quarantined: r.Quarantined, Reduced: r.Reduced, Redacted: r.Redacted, Mentions: r.Mentions, Missing: int64(len(r.Missing)),
		Kept: append([]string{}, r.Kept...), Looked: r.Looked,
	}
}
