package store

import "github.com/ringside/ringside/internal/connect"

// Cutoffs are the moments before which records are not kept, by kind; the zero value keeps all of them.
type Cutoffs struct {
	// Contacts is of contacts by the InitiationTimestamp of their newest version, and of contact events by their own time.
	Contacts connect.Millis `json:"contacts,omitempty"`
	// Details is of contacts too, by the InitiationTimestamp of each version: of older ones connect.Essence is left, and none of
	// their contact events.
	Details     connect.Millis `json:"details,omitempty"`
	AgentEvents connect.Millis `json:"agent_events,omitempty"` // by EventTimestamp
	Quarantine  connect.Millis `json:"quarantine,omitempty"`   // by when they came, since nobody can read when they are of
}
