package metric

import (
	"cmp"
	"slices"
)

// LongestGap is the greatest distance between two contacts of a customer that is looked at, in milliseconds: 90 days.
const LongestGap = 90 * dayMS

const dayMS = 86_400_000

// BegunByCustomer is true for contacts that a customer began and that are the first of their journey: a call that is
// transferred is one. Of these, as far as the customer's address is known, relative columns tell the distance to the
// previous and the next of the same customer of the same instance.
var BegunByCustomer = All(Is(ColFirstOfJourney), Not(Is(ColOutboundWide)), Not(Is(ColCallback)), Not(Is(ColMonitor)),
	Not(Is(ColDisconnectFlow)), Not(Is(ColTestContact)))

// Relate is the rows with their relative columns. Contacts that began at the same moment are neither before nor after
// each other. Those without a customer, without an initiation, or that BegunByCustomer leaves out have no such column.
func Relate(rows []Row) []Row {
	type customer struct{ instance, address string }
	began := map[customer][]int64{}
	of := func(r *Row) (customer, int64, bool) {
		init := r.Int(ColInitMS)
		return customer{r.InstanceARN, r.CustomerAddress}, init.Value, init.Valid && r.CustomerAddress != "" && BegunByCustomer.Holds(r)
	}
	for i := range rows {
		if who, at, ok := of(&rows[i]); ok {
			began[who] = append(began[who], at)
		}
	}
	for _, moments := range began {
		slices.Sort(moments)
	}
	related := slices.Clone(rows)
	for i := range related {
		who, at, ok := of(&related[i])
		if !ok {
			continue
		}
		related[i].Set(ColCustomersOwn, Int{Value: 1, Valid: true})
		moments := began[who]
		first, _ := slices.BinarySearch(moments, at)
		next, _ := slices.BinarySearchFunc(moments, at, func(moment, at int64) int { return cmp.Or(cmp.Compare(moment, at), -1) })
		if first > 0 {
			related[i].Set(ColSincePreviousMS, gap(at-moments[first-1]))
		}
		if next < len(moments) {
			related[i].Set(ColUntilNextMS, gap(moments[next]-at))
		}
	}
	return related
}

func gap(ms int64) Int { return Int{Value: ms, Valid: ms <= LongestGap} }

// Relative reports whether the predicate looks at a relative column.
func (p Predicate) Relative() bool {
	switch p.Op {
	case OpTrue, OpIn:
		return false
	case OpAnd, OpOr, OpNot:
		return slices.ContainsFunc(p.Of, Predicate.Relative)
	default:
		return p.Column.Relative()
	}
}

// Relative reports whether the measure looks at a relative column.
func (m Measure) Relative() bool {
	ofColumn := m.Aggregate == Sum || m.Aggregate == Min || m.Aggregate == Max || m.Aggregate == Percentile
	return m.Where.Relative() || ofColumn && m.Column.Relative()
}
