package selfcheck

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// Store is what is asked of ours; any store.Store is one.
type Store interface {
	metric.Asker
	ReadContacts(ctx context.Context, q store.ContactQuery, begin func(store.ContactRead) error, each func(*store.WholeContact) error) error
	Contact(ctx context.Context, ref store.ContactRef) (store.ContactDetail, error)
}

// ours asks our store for the same figures.
type ours struct {
	store   Store
	scope   metric.Scope // of the instance
	metrics []metric.Metric
	edges   []int64
	queues  map[string]bool // ARNs
}

func newOurs(of Store, instance string, edges []int64, queues []string) (*ours, error) {
	o := &ours{store: of, scope: metric.Everything().Within([]string{instance}), edges: edges, queues: map[string]bool{}}
	for _, arn := range queues {
		o.queues[arn] = true
	}
	for _, m := range chosen {
		found, err := metric.Find(m.spec)
		if err != nil {
			return nil, err
		}
		o.metrics = append(o.metrics, found)
	}
	return o, nil
}

// figures are those of the queues; contacts is how many they count, outside how many of the day are of no such queue.
func (o *ours) figures(ctx context.Context) (all figures, contacts, outside int64, err error) {
	q := metric.Question{TimeField: metric.ByDisconnect, Edges: o.edges, GroupBy: []metric.Dimension{metric.Queue}, Scope: o.scope}
	for _, m := range o.metrics {
		for _, measure := range m.Measures {
			if !slices.ContainsFunc(q.Measures, func(known metric.Measure) bool { return known.Name == measure.Name }) {
				q.Measures = append(q.Measures, measure)
			}
		}
	}
	count := len(q.Measures)
	q.Measures = append(q.Measures, metric.CountOf("contacts_of_the_day", metric.Predicate{}))
	answers, err := o.store.Query(ctx, q)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("ask for our figures: %w", err)
	}
	all = figures{}
	for _, slice := range answers[0] {
		if !o.queues[slice.Keys[0]] {
			outside += slice.Values[count].Value
			continue
		}
		contacts += slice.Values[count].Value
		row := make([]metric.Figure, len(o.metrics))
		for i, m := range o.metrics {
			var values []metric.Int
			for _, measure := range m.Measures {
				at := slices.IndexFunc(q.Measures, func(known metric.Measure) bool { return known.Name == measure.Name })
				values = append(values, slice.Values[at])
			}
			row[i] = m.Combine.Figure(values)
		}
		all[place{slice.Keys[0], slice.Bucket}] = row
	}
	return all, contacts, outside, nil
}

// held is a contact of ours, as far as a difference needs it.
type held struct {
	callback bool
	// restored: its version is one that no record has, as those have that were restored.
	restored bool
}

// contacts are those of some queues that ended in a range, by queue and id.
func (o *ours) contacts(ctx context.Context, queues []string, from, to time.Time) (map[string]map[string]held, error) {
	all := map[string]map[string]held{}
	for _, arn := range queues {
		all[arn] = map[string]held{}
	}
	q := store.ContactQuery{
		Scope: o.scope, TimeField: metric.ByDisconnect, From: from, To: to,
		Where: []metric.Filter{{Dimension: metric.Queue, Values: queues}},
	}
	err := o.store.ReadContacts(ctx, q, func(store.ContactRead) error { return nil }, func(c *store.WholeContact) error {
		if of := all[c.QueueARN]; of != nil {
			version := c.Int(metric.ColLastUpdateMS).Value
			of[string(c.ContactID)] = held{callback: c.InitiationMethod == "CALLBACK", restored: isRestored(version)}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list our contacts: %w", err)
	}
	return all, nil
}

// find is one contact, wherever we count it; false where there is none.
func (o *ours) find(ctx context.Context, id string) (store.ContactDetail, bool, error) {
	found, err := o.store.Contact(ctx, store.ContactRef{Scope: o.scope, ContactID: connect.ContactID(id)})
	if errors.Is(err, store.ErrNotFound) {
		return store.ContactDetail{}, false, nil
	}
	return found, err == nil, err
}
