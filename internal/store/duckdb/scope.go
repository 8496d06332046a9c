package duckdb

import (
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

// within is what a scope leaves of all contacts and agents, as filters; sees is false where that is nothing. Instances are
// named by every ARN that records have for them, not by a name, which another one could have too.
func (n *names) within(scope metric.Scope, words *words) (where []metric.Filter, sees bool) {
	scope, where = metric.Narrow(scope, nil)
	if scope.SeesEverything() {
		return where, true
	}
	var arns []string
	for _, word := range n.instances(scope, words) {
		arns = append(arns, words.text(word))
	}
	slices.Sort(arns)
	return append(where, metric.Filter{Dimension: metric.Instance, Values: arns}), len(arns) > 0
}

// instances are the words of the instances that a scope sees, in no order.
func (n *names) instances(scope metric.Scope, words *words) (seen []int32) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	for t := range n.things {
		if t.dimension == metric.Instance && scope.SeesInstance(words.text(t.word)) {
			seen = append(seen, t.word)
		}
	}
	return seen
}

// withinSQL keeps the contacts that a scope sees; sees is false where that is none.
func (r *reading) withinSQL(scope metric.Scope) (condition string, sees bool) {
	limits, sees := r.names.within(scope, r.words)
	parts := []string{"true"}
	for _, filter := range limits {
		parts = append(parts, wordsSQL(filter, r.wordsOf(filter)))
	}
	return strings.Join(parts, " and "), sees
}

// narrow makes filters of a limited scope, beside those that are asked for. What sees nothing stays so.
func (s *Store) narrow(scope *metric.Scope, where *[]metric.Filter) {
	if scope.SeesEverything() {
		return
	}
	s.gate.RLock()
	limits, sees := s.names.within(*scope, s.words)
	s.gate.RUnlock()
	if !sees {
		*scope = metric.Scope{}
		return
	}
	*scope, *where = metric.Everything(), slices.Concat(*where, limits)
}

// narrowed are questions that ask for no more than their scopes see.
func (s *Store) narrowed(questions []metric.Question) []metric.Question {
	if !slices.ContainsFunc(questions, func(q metric.Question) bool { return !q.Scope.SeesEverything() }) {
		return questions
	}
	questions = slices.Clone(questions)
	for i := range questions {
		s.narrow(&questions[i].Scope, &questions[i].Where)
	}
	return questions
}
