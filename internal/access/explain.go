package access

import (
	"maps"
	"slices"
)

// Judged is what a rule makes of a person.
type Judged struct {
	Number int // from 1
	Name   string
	Fits   bool // the first that does decides, unless one denies
	Denies bool
	Misses []Miss
}

// Miss is an attribute of which a person has none of the wanted values.
type Miss struct {
	Attribute   string
	Wanted, Has []string
}

// Explain says of every rule whether it fits a person, and what is missing where it does not.
func (r *Rules) Explain(p Person) []Judged {
	judged := make([]Judged, len(r.Rules))
	for i, rule := range r.Rules {
		misses := rule.misses(p)
		judged[i] = Judged{Number: i + 1, Name: rule.Name, Fits: len(misses) == 0, Denies: rule.Deny, Misses: misses}
	}
	return judged
}

// misses are by attribute.
func (r *Rule) misses(p Person) []Miss {
	misses := []Miss{}
	for _, attribute := range slices.Sorted(maps.Keys(r.When)) {
		wanted, has := r.When[attribute], p.values(attribute)
		if !slices.ContainsFunc(has, func(value string) bool { return slices.Contains(wanted, value) }) {
			misses = append(misses, Miss{Attribute: attribute, Wanted: wanted, Has: append([]string{}, has...)})
		}
	}
	return misses
}
