package metric

import (
	"errors"
	"fmt"
	"slices"
)

// TimeField is the moment of a contact that decides which bucket it falls into.
type TimeField string

// The time fields of contact records. Panels use initiation; Amazon's contact metrics use disconnect, but for two that it
// counts from contact events: at the moment of entering the queue and of being connected to the agent.
const (
	ByInitiation TimeField = "initiation"
	ByDisconnect TimeField = "disconnect"
	ByEnqueue    TimeField = "enqueue"
	ByConnected  TimeField = "connected_to_agent"
)

// TimeFields lists the time fields of contact records.
func TimeFields() []TimeField {
	return []TimeField{ByInitiation, ByDisconnect, ByEnqueue, ByConnected}
}

// Column is the column that holds the moment. A contact that lacks it falls into no bucket.
func (t TimeField) Column() Column {
	switch t {
	case ByDisconnect:
		return ColDisconnectMS
	case ByEnqueue:
		return ColEnqueueMS
	case ByConnected:
		return ColConnectedMS
	default:
		return ColInitMS
	}
}

// Filter keeps the contacts whose dimension has one of the values, or, with Not, none of them. The value "" is "has none".
// Without values it keeps nothing, with Not everything. Values are matched exactly; Names.Resolve says which
// ARNs a value of queue, agent, routing profile or instance means. A value that is unknown matches nothing.
type Filter struct {
	Dimension Dimension
	Values    []string
	Not       bool
}

// validate refuses values that no contact can have.
func (f Filter) validate() error {
	for _, value := range f.Values {
		if len(value) > MaxAttribute {
			return fmt.Errorf("%w: a value of %s of %d bytes; it has at most %d", ErrQuestion, f.Dimension, len(value), MaxAttribute)
		}
	}
	return nil
}

// Question is what a store is asked: integer measures over contacts, or over time spent, by bucket and group.
type Question struct {
	Source    Source
	Measures  []Measure
	TimeField TimeField // of contact records
	Edges     []int64   // UTC ms, ascending, at least two: bucket i is [Edges[i], Edges[i+1])
	GroupBy   []Dimension
	Where     []Filter
	Within    Windows // of contact records: the only moments that count
	Scope     Scope
}

// AgentEvents reports whether measures by agent events can be asked: grouped by agent, and filtered and limited by instance at most,
// since being online belongs to no queue, channel or contact, and to no moment. A store refuses such a measure in any other question.
func (q Question) AgentEvents() bool {
	if len(q.GroupBy) > 0 && !q.byAgent() || q.Within != nil || !q.Scope.OfInstances() {
		return false
	}
	for _, filter := range q.Where {
		if filter.Dimension != Instance {
			return false
		}
	}
	return true
}

func (q Question) byAgent() bool { return len(q.GroupBy) == 1 && q.GroupBy[0] == Agent }

// MaxGroupBy is how many dimensions a question may group by.
const MaxGroupBy = 3

// MaxRows is how many rows an answer may have: two years of quarters of an hour for fourteen queues.
const MaxRows = 1_000_000

// ErrRows says what to ask instead of an answer with more than MaxRows rows. It wraps ErrQuestion.
var ErrRows = fmt.Errorf("%w: the answer has more than %d rows; ask for longer intervals, fewer groups, a filter, or the top of a group",
	ErrQuestion, MaxRows)

// ErrQuestion says that a question cannot be answered, by any store, as it is asked.
var ErrQuestion = errors.New("question cannot be answered")

// Validate reports, wrapping ErrQuestion, why no store can answer: edges that do not ascend, an unknown time field or
// dimension, too many of them, a percentile that is none, a measure by agent events where AgentEvents is false, or a limit of the
// scope by what the question's source does not have: nobody may take the answer over all for that over what they see.
func (q Question) Validate() error {
	q = q.Narrowed()
	if len(q.Edges) < 2 {
		return fmt.Errorf("%w: no range", ErrQuestion)
	}
	for i := 1; i < len(q.Edges); i++ {
		if q.Edges[i] <= q.Edges[i-1] {
			return fmt.Errorf("%w: edges do not ascend", ErrQuestion)
		}
	}
	if len(q.GroupBy) > q.Source.mostGroups() {
		return fmt.Errorf("%w: grouped by more than %d dimensions; group by the most telling ones, and filter by the others", ErrQuestion, MaxGroupBy)
	}
	if err := q.Within.validate(); err != nil {
		return err
	}
	if q.Source != OfContacts {
		return q.validateSpent()
	}
	if !slices.Contains(TimeFields(), q.TimeField) {
		return fmt.Errorf("%w: unknown time field %q; %s", ErrQuestion, q.TimeField, suggest(string(q.TimeField), TimeFields()))
	}
	return q.validateDimensions()
}

// validateDimensions looks at groups, filters and measures.
func (q Question) validateDimensions() error {
	dimensions := slices.Clone(q.GroupBy)
	for _, filter := range q.Where {
		dimensions = append(dimensions, filter.Dimension)
		if err := filter.validate(); err != nil {
			return err
		}
	}
	for _, measure := range q.Measures {
		if err := measure.Where.validate(); err != nil {
			return err
		}
		switch {
		case measure.Aggregate == Distinct && !slices.Contains(Dimensions(), measure.Dimension):
			return fmt.Errorf("%w: different values of %q cannot be counted", ErrQuestion, measure.Dimension)
		case measure.Aggregate == Percentile && (measure.Rank < 1 || measure.Rank > 100):
			return fmt.Errorf("%w: there is no percentile %d, only 1 to 100", ErrQuestion, measure.Rank)
		case measure.Aggregate == Spent:
			return measure.notSpent()
		case measure.ByAgentEvents() && q.Within != nil:
			return fmt.Errorf("%w: agents online are not counted within working time; ask for agents who had contacts, or for all of the range", ErrQuestion)
		case measure.ByAgentEvents() && !q.AgentEvents():
			return fmt.Errorf("%w: agents online have no queue, channel or contact", ErrQuestion)
		}
	}
	for _, dimension := range dimensions {
		if err := dimension.validate(); err != nil {
			return err
		}
	}
	return nil
}

// Slice is one row of a store's answer: one for each bucket and group that has at least one contact passing Where, even
// if no measure counts it. Others have no Slice: whoever shows them fills in zeros. A bucket without contacts in which
// agents were online has a Slice too if a measure by agent events is asked. Of time spent there is a Slice where any measure
// is more than 0.
type Slice struct {
	Bucket int      // index into Edges
	Keys   []string // one per GroupBy: ARN for queue, agent, routing profile and instance, "" where the contact has none
	Names  []string // one per GroupBy: the newest name of that queue, agent or routing profile, "" for the rest
	Values []Int    // one per Measure; counts are never missing, sum, min and max over nothing are
}
