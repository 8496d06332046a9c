package connect

// Kind tells what a delivered record is.
type Kind uint8

// The kinds are written to the journal: a number, once given, keeps its meaning.
const (
	KindRejected     Kind = 0 // could not be decoded; Fact.Reason says why
	KindContact      Kind = 1 // contact record (CTR)
	KindAgentEvent   Kind = 2 // agent event stream
	KindContactEvent Kind = 3 // EventBridge contact event
)

// Fact is one delivered record with what it says. Exactly one of Contact, AgentEvent and ContactEvent is set, or none
// and Reason is. Raw aliases the bytes given to Decode: a holder that outlives them must copy.
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
