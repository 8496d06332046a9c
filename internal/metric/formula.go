package metric

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/connect"
)

// String is the predicate as formulas are written: "connected = 1 and queue_s < 20", and "" for every contact.
func (p Predicate) String() string {
	switch p.Op {
	case OpTrue:
		return ""
	case OpMissing:
		return "no " + p.Column.Name()
	case OpAnd:
		return joinFormula(p.Of, " and ")
	case OpOr:
		return joinFormula(p.Of, " or ")
	case OpNot:
		switch of := p.Of[0]; {
		case of.Op == OpMissing:
			return "has " + of.Column.Name()
		case of.Op == OpEqual && of.Column.Flag():
			return fmt.Sprintf("%s = %d", of.Column.Name(), 1-of.Value)
		}
		return "not (" + p.Of[0].String() + ")"
	case OpIn:
		return fmt.Sprintf("%s in (%s)", p.Dimension, shortKeys(p.Keys))
	case OpEqual, OpLess, OpAtMost, OpGreater, OpAtLeast:
		return fmt.Sprintf("%s %s %d", p.Column.Name(), signs[p.Op], p.Value)
	}
	return ""
}

// shortKeys names few keys by their ids and says how many there are more.
func shortKeys(keys []string) string {
	const named = 3
	var ids []string
	for _, key := range keys[:min(named, len(keys))] {
		ids = append(ids, connect.ResourceID(key))
	}
	text := strings.Join(ids, ", ")
	if more := len(keys) - named; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

var signs = map[Op]string{OpEqual: "=", OpLess: "<", OpAtMost: "<=", OpGreater: ">", OpAtLeast: ">="}

func joinFormula(of []Predicate, with string) string {
	var parts []string
	for _, part := range of {
		text := part.String()
		if text == "" {
			continue
		}
		if len(of) > 1 && (part.Op == OpOr || part.Op == OpAnd && with == " or ") && len(part.Of) > 1 {
			text = "(" + text + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, with)
}

// Columns lists the columns that the predicate is about, each once.
func (p Predicate) Columns() []Column {
	var all []Column
	switch p.Op {
	case OpTrue, OpIn:
	case OpAnd, OpOr, OpNot:
		for _, part := range p.Of {
			all = append(all, part.Columns()...)
		}
	default:
		all = append(all, p.Column)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Formula is the measure as formulas are written: "sum(handle_s), connected = 1".
func (m Measure) Formula() string {
	where := m.Where.String()
	condition := ""
	if where != "" {
		condition = ", " + where
	}
	switch m.Aggregate {
	case Count:
		if where == "" {
			where = "contacts"
		}
		return "count(" + where + ")"
	case Sum:
		return "sum(" + m.Column.Name() + ")" + condition
	case Min:
		return "min(" + m.Column.Name() + ")" + condition
	case Max:
		return "max(" + m.Column.Name() + ")" + condition
	case Percentile:
		return fmt.Sprintf("percentile(%s, %d)", m.Column.Name(), m.Rank) + condition
	case Distinct:
		return "distinct " + string(m.Dimension) + condition
	case OnlineAgents:
		return "agents online by agent events"
	case SeenAgents:
		return "distinct agent" + condition + " or online by agent events"
	case Spent:
		return "sum(" + m.Amount.Name() + ")"
	}
	return ""
}

// OfColumn reports whether the measure is made of the values of its column.
func (m Measure) OfColumn() bool {
	return m.Aggregate == Sum || m.Aggregate == Min || m.Aggregate == Max || m.Aggregate == Percentile
}

// Columns lists the columns that the measure is about, each once.
func (m Measure) Columns() []Column {
	all := m.Where.Columns()
	if m.OfColumn() && !slices.Contains(all, m.Column) {
		all = append([]Column{m.Column}, all...)
	}
	return all
}

// Contributors is true for the contacts of which the measure is made: those that count and, of a measure of values, have
// one. No contact contributes to agents online.
func (m Measure) Contributors() Predicate {
	switch {
	case m.Aggregate == OnlineAgents:
		return Any()
	case m.OfColumn():
		return All(m.Where, Present(m.Column))
	default:
		return m.Where
	}
}
