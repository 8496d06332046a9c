package sso

import (
	"fmt"
	"slices"
	"strings"
)

// request is the values of condition keys, by their names in lower case. A key that is not there is not known; one with an
// empty list is known to be absent.
type request map[string][]string

// judgement is how conditions came out, and by which clause they failed or could not be decided.
type judgement struct {
	answer answer
	clause string // such as StringEquals SAML:aud
	key    string // of the clause, in lower case
	wanted []value
}

// judge evaluates all conditions of a statement: every operator and key must hold, by any of its values. Operators and keys
// that are not known here are never taken for good.
func (c conditions) judge(r request, variables bool) judgement {
	result := judgement{answer: yes}
	operators := make([]string, 0, len(c))
	for operator := range c {
		operators = append(operators, operator)
	}
	slices.Sort(operators)
	for _, operator := range operators {
		for key, wanted := range c[operator] {
			got := compare(operator, strings.ToLower(key), wanted, r, variables)
			if got < result.answer {
				result = judgement{got, operator + " " + key, strings.ToLower(key), wanted}
			}
		}
	}
	return result
}

// compare evaluates one operator over one key.
func compare(operator, key string, wanted []value, r request, variables bool) answer {
	quantifier, name, found := strings.Cut(operator, ":")
	if !found {
		quantifier, name = "", operator
	}
	name, ifExists := strings.CutSuffix(name, "IfExists")
	equal, known := operators[strings.ToLower(name)]
	if positive, isNot := strings.CutPrefix(strings.ToLower(name), "stringnot"); isNot && quantifier == "" {
		return compare("String"+positive, key, wanted, r, variables).not() // none of the values, which also holds where there is no key
	}
	got, present := r[key]
	switch {
	case !known || !present:
		return unknown
	case len(got) == 0 && ifExists:
		return yes
	}
	anyOf := func(text string) answer {
		best := no
		for _, w := range wanted {
			if variables && strings.Contains(string(w), "${") {
				best = max(best, unknown)
				continue
			}
			best = max(best, truth(equal(string(w), text)))
		}
		return best
	}
	switch strings.ToLower(quantifier) {
	case "forallvalues":
		worst := yes
		for _, text := range got {
			worst = min(worst, anyOf(text))
		}
		return worst
	case "foranyvalue", "":
		best := no
		for _, text := range got {
			best = max(best, anyOf(text))
		}
		return best
	}
	return unknown
}

// operators are those that are judged ("IAM JSON policy elements: Condition operators", IAM User Guide).
var operators = map[string]func(wanted, got string) bool{
	"stringequals":           func(wanted, got string) bool { return wanted == got },
	"stringequalsignorecase": strings.EqualFold,
	"stringlike":             match,
}

// describe says which clause failed, with what was wanted.
func (j judgement) describe() string {
	wanted := make([]string, len(j.wanted))
	for i, w := range j.wanted {
		wanted[i] = quoted(string(w)) + caught(string(w))
	}
	return fmt.Sprintf("%s: %s", j.clause, strings.Join(wanted, " or "))
}
