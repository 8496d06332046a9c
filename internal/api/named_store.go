package api

import (
	"context"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// namedStore calls what no record has named as the directory does, and finds things by its names too. What a record has named
// keeps that name: history shows what was said then.
type namedStore struct {
	store.Store
	names *directory.Directory
}

// Query implements store.Store.
func (s namedStore) Query(ctx context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	questions = slices.Clone(questions)
	for i := range questions {
		questions[i].Where = s.widen(questions[i].Where)
	}
	answers, err := s.Store.Query(ctx, questions...)
	for i := range answers {
		for g, dimension := range questions[i].GroupBy {
			if dimension.HasARN() {
				s.name(answers[i], g)
			}
		}
	}
	return answers, err
}

// name fills in the missing names of a group.
func (s namedStore) name(answer []metric.Slice, group int) {
	for _, slice := range answer {
		if slice.Names[group] == "" && slice.Keys[group] != "" {
			slice.Names[group] = s.names.Name(slice.Keys[group])
		}
	}
}

// Contacts implements store.Store.
func (s namedStore) Contacts(ctx context.Context, q store.ContactQuery) (store.ContactPage, error) {
	q.Where = s.widen(q.Where)
	return s.Store.Contacts(ctx, q)
}

// ReadContacts implements store.Store.
func (s namedStore) ReadContacts(
	ctx context.Context, q store.ContactQuery, begin func(store.ContactRead) error, each func(*store.WholeContact) error,
) error {
	q.Where = s.widen(q.Where)
	return s.Store.ReadContacts(ctx, q, begin, each)
}

// AgentIntervals implements store.Store.
func (s namedStore) AgentIntervals(ctx context.Context, q store.AgentIntervalQuery) (store.AgentIntervalPage, error) {
	q.Where = s.widen(q.Where)
	return s.Store.AgentIntervals(ctx, q)
}

// ReadAgentIntervals implements store.Store.
func (s namedStore) ReadAgentIntervals(
	ctx context.Context, q store.AgentIntervalQuery, begin func(store.IntervalRead) error, each func(*store.AgentInterval) error,
) error {
	q.Where = s.widen(q.Where)
	return s.Store.ReadAgentIntervals(ctx, q, begin, each)
}

// Resolve implements store.Store.
func (s namedStore) Resolve(f metric.Filter) []string {
	return s.Store.Resolve(s.widen([]metric.Filter{f})[0])
}

// widen adds to the names in filters the ARNs of what the directory calls or called so: since the last record of a thing it may
// have been renamed.
func (s namedStore) widen(where []metric.Filter) []metric.Filter {
	where = slices.Clone(where)
	for i, filter := range where {
		kind, is := kindOf(filter.Dimension)
		if !is {
			continue
		}
		for _, value := range filter.Values {
			if value != "" && !strings.HasPrefix(value, "arn:") {
				where[i].Values = append(slices.Clip(where[i].Values), s.names.Called(kind, value)...)
			}
		}
	}
	return where
}

// kindOf is the kind of thing that a dimension's values are.
func kindOf(d metric.Dimension) (directory.Kind, bool) {
	for _, kind := range directory.Kinds() {
		if slices.Contains(kind.Dimensions(), d) {
			return kind, true
		}
	}
	return "", false
}
