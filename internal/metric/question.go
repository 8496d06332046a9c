package metric

// TimeField is the moment of a contact that decides which bucket it falls into.
type TimeField string

// The time fields of contact records. Panels use initiation; Amazon's contact metrics use disconnect.
const (
	ByInitiation TimeField = "initiation"
	ByDisconnect TimeField = "disconnect"
)

// Dimension is something that contacts can be grouped and filtered by. Queue and agent are known by ARN; a filter also
// takes the bare id or any name the thing ever had.
type Dimension string

// The dimensions of contact records.
const (
	Queue            Dimension = "queue"
	Agent            Dimension = "agent"
	RoutingProfile   Dimension = "routing_profile"
	Channel          Dimension = "channel"
	Subtype          Dimension = "subtype"
	InitiationMethod Dimension = "initiation_method"
	DisconnectReason Dimension = "disconnect_reason"
	Instance         Dimension = "instance"
)

// Filter keeps the contacts whose dimension has one of the values, or, with Not, none of them. The value "" is "has none".
type Filter struct {
	Dimension Dimension
	Values    []string
	Not       bool
}

// Scope is what the asker may see. Its zero value sees nothing.
type Scope struct {
	everything bool
}

// Everything is the scope of someone who may see all contacts.
func Everything() Scope { return Scope{everything: true} }

// SeesEverything reports whether nothing is hidden from the asker.
func (s Scope) SeesEverything() bool { return s.everything }

// Question is what a store is asked: integer measures over contacts, by bucket and group.
type Question struct {
	Measures  []Measure
	TimeField TimeField
	Edges     []int64 // UTC ms, ascending, at least two: bucket i is [Edges[i], Edges[i+1])
	GroupBy   []Dimension
	Where     []Filter
	Scope     Scope
}

// Slice is one row of a store's answer. Buckets without any contact have no Slice: whoever shows them fills in zeros.
type Slice struct {
	Bucket int      // index into Edges
	Keys   []string // one per GroupBy: ARN for queue and agent, "" where the contact has none
	Values []Int    // one per Measure; sum, min and max over nothing are missing
}
