package metric

import (
	"fmt"
	"slices"
)

// Source is what a question is about.
type Source string

// The sources. Contact records give their whole amount to the bucket of one moment; of the others each bucket has what
// happened in it, to the millisecond.
const (
	OfContacts    Source = ""             // contact records
	OfAgentTime   Source = "agent_time"   // agents' time: online, on contact, idle …
	OfContactTime Source = "contact_time" // the time of contacts at agents, and offers of contacts to agents
)

// whenSpent is no time field of contact records: it stands where the metrics of other sources name theirs.
const whenSpent TimeField = "time_spent"

// Dimensions lists what the source can be grouped and filtered by.
func (s Source) Dimensions() []Dimension {
	switch s {
	case OfAgentTime:
		return slices.Concat(ofAgent, []Dimension{Instance})
	case OfContactTime:
		return slices.Concat([]Dimension{Queue, Channel, InitiationMethod}, ofAgent, []Dimension{Instance})
	default:
		return Dimensions()
	}
}

// mostGroups is how many dimensions a question about the source may group by. A mean over agents is made of a question
// that groups by agent beside what was asked for.
func (s Source) mostGroups() int {
	if s == OfAgentTime {
		return MaxGroupBy + 1
	}
	return MaxGroupBy
}

// validateSpent looks at a question about anything but contact records.
func (q Question) validateSpent() error {
	if q.Within != nil {
		return fmt.Errorf("%w: time spent is cut at edges, not by moments", ErrQuestion)
	}
	dimensions := slices.Clone(q.GroupBy)
	for _, filter := range q.Where {
		dimensions = append(dimensions, filter.Dimension)
	}
	for _, d := range dimensions {
		if err := d.validate(); err != nil {
			return err
		}
		if !slices.Contains(q.Source.Dimensions(), d) {
			return fmt.Errorf("%w: %s has no %s", ErrQuestion, q.Source, d)
		}
	}
	for _, m := range q.Measures {
		if m.Aggregate != Spent || m.Amount.Source() != q.Source {
			return fmt.Errorf("%w: %s cannot be asked of %s", ErrQuestion, m.Name, q.Source)
		}
	}
	return nil
}

// notSpent is the error of a measure that contact records do not have.
func (m Measure) notSpent() error {
	return fmt.Errorf("%w: contact records do not tell %s", ErrQuestion, m.Name)
}
