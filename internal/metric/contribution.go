package metric

import "slices"

// Contribution is what one contact adds to a figure.
type Contribution struct {
	Metric Metric
	Column Column // whose value it adds, ColumnCount where it is counted only
	// Value is that value: of a share 1 or 0, of a count 1, of a mean or a sum the seconds or the number.
	Value int64
	// Counted says that it is among the contacts that the figure is divided by, or of which the figure is one. A record that
	// contradicts itself may add to a sum without being counted.
	Counted bool
}

// Contributions lists the figures of the catalogue, with their default parameters, that a contact is part of. Figures about
// agents, which are not added up from contacts, are not among them.
func Contributions(r *Row) []Contribution {
	var all []Contribution
	for _, m := range catalogue() {
		if slices.ContainsFunc(m.Measures, func(m Measure) bool { return !m.ofContacts() }) {
			continue
		}
		value, adds := m.Measures[0].amount(r)
		_, counted := m.Measures[len(m.Measures)-1].amount(r)
		if !adds && !counted {
			continue
		}
		column := ColumnCount
		if m.Measures[0].Aggregate != Count {
			column = m.Measures[0].Column
		}
		all = append(all, Contribution{Metric: m, Column: column, Value: value, Counted: counted})
	}
	return all
}

// ofContacts reports whether the measure is added up from single contacts, or chosen among their values.
func (m Measure) ofContacts() bool {
	return m.Aggregate != Distinct && m.Aggregate != Spent && !m.ByAgentEvents()
}

// amount is what a contact adds to the measure, and whether it counts.
func (m Measure) amount(r *Row) (value int64, counts bool) {
	if !m.Where.Holds(r) {
		return 0, false
	}
	if m.Aggregate == Count {
		return 1, true
	}
	of := r.Int(m.Column)
	return of.Or(0), of.Valid
}
