package metric

import "github.com/ringside/ringside/internal/connect"

// Int is a whole number that may be missing.
type Int = connect.Int

// Aggregate is how a Measure sums up the contacts that count.
type Aggregate uint8

// The aggregates. Sum, Min, Max and Percentile leave out missing values and are missing themselves when nothing is left.
const (
	Count    Aggregate = iota // number of contacts
	Sum                       // of Column
	Min                       // of Column
	Max                       // of Column
	Distinct                  // number of different values of Dimension, contacts without one left out

	// Percentile is the nearest-rank percentile Rank of Column: of n values in ascending order the one at place
	// ceil(Rank × n ÷ 100), counted from 1. It is always a value that occurred, never one between two.
	Percentile

	// OnlineAgents is the number of agents who were online at some moment of the bucket by agent events (see AgentsOnline).
	// It looks at no contact: Where is not used. Only a question for which Question.AgentEvents is true may ask it.
	OnlineAgents
	// SeenAgents is the number of different agents who are on a contact that counts, or online, or both. Only a question
	// for which Question.AgentEvents is true may ask it.
	SeenAgents

	// Spent is Amount, of a question about anything but contact records. Where, Column and Dimension are not used.
	Spent
)

// Measure is one integer over a set of contacts: which of them count, and how they are summed up. Measures of the same
// Name are the same.
type Measure struct {
	Name      string // snake case, parameters included: "removed_from_queue_lt_20"
	Where     Predicate
	Aggregate Aggregate
	Column    Column    // of Sum, Min, Max and Percentile
	Rank      int       // of Percentile, 1 to 100
	Dimension Dimension // of Distinct
	Amount    Amount    // of Spent
}

// ByAgentEvents reports whether the measure needs agent events.
func (m Measure) ByAgentEvents() bool {
	return m.Aggregate == OnlineAgents || m.Aggregate == SeenAgents
}

// CountOf counts the contacts for which the predicate holds.
func CountOf(name string, where Predicate) Measure {
	return Measure{Name: name, Where: where, Aggregate: Count}
}

// SumOf adds up a column over the contacts for which the predicate holds.
func SumOf(name string, column Column, where Predicate) Measure {
	return Measure{Name: name, Where: where, Aggregate: Sum, Column: column}
}

// MaxOf is the greatest value of a column over the contacts for which the predicate holds.
func MaxOf(name string, column Column, where Predicate) Measure {
	return Measure{Name: name, Where: where, Aggregate: Max, Column: column}
}

// PercentileOf is the nearest-rank percentile (rank 1 to 100) of a column over the contacts for which the predicate holds.
func PercentileOf(name string, rank int, column Column, where Predicate) Measure {
	return Measure{Name: name, Where: where, Aggregate: Percentile, Column: column, Rank: rank}
}

// DistinctOf counts the different values of a dimension over the contacts for which the predicate holds.
func DistinctOf(name string, dimension Dimension, where Predicate) Measure {
	return Measure{Name: name, Where: where, Aggregate: Distinct, Dimension: dimension}
}
