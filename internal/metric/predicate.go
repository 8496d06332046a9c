package metric

import (
	"fmt"
	"slices"
)

// Op is what a Predicate does.
type Op uint8

// The operations. Comparisons are between a column and a constant; a comparison with a missing value is false, whatever
// the comparison. There are two truth values only: Not(column < 5) is true where the column is missing. SQL must be
// written so (`coalesce(column < 5, false)`), since its own third value would not negate.
const (
	OpTrue    Op = iota // every contact
	OpEqual             // Column = Value
	OpLess              // Column < Value
	OpAtMost            // Column <= Value
	OpGreater           // Column > Value
	OpAtLeast           // Column >= Value
	OpMissing           // Column is missing
	OpAnd               // all of Of; of none: true
	OpOr                // any of Of; of none: false
	OpNot               // not Of[0]
	OpIn                // the contact's key of Dimension is one of Keys
)

// Predicate says whether a contact counts: a small tree over columns and keys. Its zero value is true for every contact.
type Predicate struct {
	Op        Op
	Column    Column
	Value     int64
	Of        []Predicate
	Dimension Dimension // of OpIn: one of Dimensions
	Keys      []string  // of OpIn, ascending: whole keys and no names
}

// Is is true where the flag is 1.
func Is(flag Column) Predicate { return Predicate{Op: OpEqual, Column: flag, Value: 1} }

// Compare is true where the column has a value for which the comparison holds.
func Compare(column Column, op Op, value int64) Predicate {
	return Predicate{Op: op, Column: column, Value: value}
}

// In is true where the key of the dimension is one of those: "" is "has none".
func In(dimension Dimension, keys ...string) Predicate {
	return Predicate{Op: OpIn, Dimension: dimension, Keys: slices.Compact(slices.Sorted(slices.Values(keys)))}
}

// Missing is true where the column has no value.
func Missing(column Column) Predicate { return Predicate{Op: OpMissing, Column: column} }

// Present is true where the column has a value.
func Present(column Column) Predicate { return Not(Missing(column)) }

// All is true where every one of the predicates is.
func All(of ...Predicate) Predicate { return Predicate{Op: OpAnd, Of: of} }

// Any is true where at least one of the predicates is.
func Any(of ...Predicate) Predicate { return Predicate{Op: OpOr, Of: of} }

// Not is true where the predicate is false.
func Not(p Predicate) Predicate { return Predicate{Op: OpNot, Of: []Predicate{p}} }

// Holds reports whether the predicate is true for the row.
func (p Predicate) Holds(r *Row) bool {
	switch p.Op {
	case OpTrue:
		return true
	case OpMissing:
		return !r.Int(p.Column).Valid
	case OpAnd:
		for _, part := range p.Of {
			if !part.Holds(r) {
				return false
			}
		}
		return true
	case OpOr:
		for _, part := range p.Of {
			if part.Holds(r) {
				return true
			}
		}
		return false
	case OpNot:
		return !p.Of[0].Holds(r)
	case OpIn:
		_, found := slices.BinarySearch(p.Keys, r.Key(p.Dimension))
		return found
	case OpEqual, OpLess, OpAtMost, OpGreater, OpAtLeast:
		value := r.Int(p.Column)
		return value.Valid && compare(p.Op, value.Value, p.Value)
	}
	return false
}

// validate refuses keys of what contacts do not have one of. Errors wrap ErrQuestion.
func (p Predicate) validate() error {
	if p.Op == OpIn && !slices.Contains(Dimensions(), p.Dimension) {
		return fmt.Errorf("%w: contacts are not told apart by %q here", ErrQuestion, p.Dimension)
	}
	for _, part := range p.Of {
		if err := part.validate(); err != nil {
			return err
		}
	}
	return nil
}

func compare(op Op, a, b int64) bool {
	switch op {
	case OpEqual:
		return a == b
	case OpLess:
		return a < b
	case OpAtMost:
		return a <= b
	case OpGreater:
		return a > b
	case OpAtLeast:
		return a >= b
	default:
		return false
	}
}
