package connect

import "github.com/cespare/xxhash/v2"

// Kind tells what a delivered record is.
type Kind uint8

// The kinds are written to the journal: a number, once given, keeps its meaning.
const (
	KindRejected     Kind = 0 // could not be decoded; Fact.Reason says why
	KindContact      Kind = 1 // contact record (CTR)
	KindAgentEvent   Kind = 2 // agent event stream
	KindContactEvent Kind = 3 // EventBridge contact event
)

// String names the kind as the API does.
func (k Kind) String() string {
	switch k {
	case KindContact:
		return "contact_record"
	case KindAgentEvent:
		return "agent_event"
	case KindContactEvent:
		return "contact_event"
	case KindRejected:
	}
	return "quarantined"
}

// Fact is one delivered record with what it says. Exactly one of Contact, AgentEvent and ContactEvent is set, or none
// and Reason is. Raw is the record's JSON without white space around it; of a record that came packed (gzip, a string
// that holds JSON, inside a queue message) it is what was in the packing, so that the same record has the same bytes
// whichever way it came. Raw of a rejected record is all that was given. Where nothing was unpacked it aliases the bytes
// given to Decode: a holder that outlives them must copy.
type Fact struct {
	Kind         Kind
	Raw          []byte
	Contact      *Contact
	AgentEvent   *AgentEvent
	ContactEvent *ContactEvent
	Reason       string    // why the record was rejected, in plain words without customer data
	Warnings     []Warning // fields that were not what they should be and count as null
}

// Warning says that one field of an accepted record was unusable and was read as null.
type Warning struct {
	Field  string // JSON path, such as "Agent.AfterContactWorkDuration"
	Reason string // such as "string where a number should be"; never the value
}

// ContentHash decides between versions of a contact with equal LastUpdateTimestamp: the greater hash wins, in every
// store and whatever the order of arrival. It is XXH64 of Fact.Raw with seed 0: a cryptographic hash would cost a tenth of
// an import, and who can choose a record's bytes needs no collision to change its figures.
func ContentHash(raw []byte) uint64 { return xxhash.Sum64(raw) }

// skew is how far, in milliseconds, a moment in an event may lie after the event itself: the envelope's time is cut to
// seconds, and two services' clocks differ. What lies further ahead has not happened yet, or is no moment at all.
const skew Millis = 60_000

// FactTime is the moment that a fact speaks of: LastUpdateTimestamp of a contact record, EventTimestamp of an agent event,
// and the newest time that has happened in a contact event, whose own time has whole seconds only. Zero when rejected, or
// when a contact event has no time at all.
func FactTime(f Fact) Millis {
	switch {
	case f.Contact != nil:
		return f.Contact.LastUpdate
	case f.AgentEvent != nil:
		return f.AgentEvent.Timestamp
	case f.ContactEvent != nil:
		return f.ContactEvent.happened()
	}
	return 0
}

func (e *ContactEvent) happened() Millis {
	newest := e.Time
	for _, at := range [...]Millis{
		e.Initiation, e.ConnectedToSystem, e.Enqueue, e.ConnectedToAgent, e.Disconnect, e.AfterContactWorkStart, e.AfterContactWorkEnd,
	} {
		if e.Time == 0 || at <= e.Time+skew {
			newest = max(newest, at)
		}
	}
	return newest
}
