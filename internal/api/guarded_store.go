package api

import (
	"context"
	"slices"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// guardedStore is the one place that narrows history: whatever a route asks is asked in the scope of its asker, and what is masked
// from the asker is neither answered nor filtered, grouped or counted by.
type guardedStore struct{ store.Store }

// Query implements store.Store.
func (s guardedStore) Query(ctx context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	questions, err := guarded(ctx, questions)
	if err != nil {
		return nil, err
	}
	return s.Store.Query(ctx, questions...)
}

// guarded are questions in the asker's scope.
func guarded(ctx context.Context, questions []metric.Question) ([]metric.Question, error) {
	questions = slices.Clone(questions)
	for i := range questions {
		q := &questions[i]
		q.Scope = viewer(ctx)
		askerOf(ctx).remark.asked(q.GroupBy, q.Where, len(q.Measures) > 0)
		if err := unmasked(ctx, slices.Concat(q.GroupBy, dimensionsOf(q.Where))...); err != nil {
			return nil, err
		}
	}
	return questions, nil
}

func dimensionsOf(where []metric.Filter) []metric.Dimension {
	dimensions := make([]metric.Dimension, len(where))
	for i, filter := range where {
		dimensions[i] = filter.Dimension
	}
	return dimensions
}

// Contacts implements store.Store.
func (s guardedStore) Contacts(ctx context.Context, q store.ContactQuery) (store.ContactPage, error) {
	q, err := guardedContacts(ctx, q)
	if err != nil {
		return store.ContactPage{}, err
	}
	page, err := s.Store.Contacts(ctx, q)
	for i := range page.Rows {
		askerOf(ctx).remark.came(page.Rows[i].ContactID)
	}
	return page, err
}

// ReadContacts implements store.Store.
func (s guardedStore) ReadContacts(
	ctx context.Context, q store.ContactQuery, begin func(store.ContactRead) error, each func(*store.WholeContact) error,
) error {
	q, err := guardedContacts(ctx, q)
	if err != nil {
		return err
	}
	return s.Store.ReadContacts(ctx, q, begin, func(c *store.WholeContact) error {
		askerOf(ctx).remark.came(c.ContactID)
		return each(c)
	})
}

func guardedContacts(ctx context.Context, q store.ContactQuery) (store.ContactQuery, error) {
	remark := askerOf(ctx).remark
	remark.asked(slices.Concat(q.Dimensions, []metric.Dimension{q.OneEach}), q.Where, false)
	if q.Attributes {
		remark.asked([]metric.Dimension{metric.OfAttribute("*")}, nil, false)
	}
	if q.Attributes && !seesCustomers(ctx) {
		return q, errMasked
	}
	if err := unmasked(ctx, slices.Concat(q.Dimensions, []metric.Dimension{q.OneEach}, dimensionsOf(q.Where))...); err != nil {
		return q, err
	}
	q.Scope = viewer(ctx)
	var err error
	q.Beside, err = guarded(ctx, q.Beside)
	return q, err
}

// Contact implements store.Store.
func (s guardedStore) Contact(ctx context.Context, ref store.ContactRef) (store.ContactDetail, error) {
	ref.Scope = viewer(ctx)
	found, err := s.Store.Contact(ctx, ref)
	if err != nil || seesCustomers(ctx) {
		return found, err
	}
	found.Raw, found.Contact.RawAttributes = nil, nil
	found.Chain = slices.Clone(found.Chain)
	for i := range found.Chain {
		found.Chain[i].Record.RawAttributes = nil
	}
	return found, nil
}

// ContactVersions implements store.Store.
func (s guardedStore) ContactVersions(ctx context.Context, q store.VersionQuery) (store.VersionPage, error) {
	if !seesCustomers(ctx) {
		return store.VersionPage{}, errMasked
	}
	q.Scope = viewer(ctx)
	return s.Store.ContactVersions(ctx, q)
}

// RelatedContacts implements store.Store.
func (s guardedStore) RelatedContacts(ctx context.Context, q store.RelatedQuery) (store.RelatedContacts, error) {
	q.Scope = viewer(ctx)
	return s.Store.RelatedContacts(ctx, q)
}

// AgentIntervals implements store.Store.
func (s guardedStore) AgentIntervals(ctx context.Context, q store.AgentIntervalQuery) (store.AgentIntervalPage, error) {
	q.Scope = viewer(ctx)
	var err error
	if q.Beside, err = guarded(ctx, q.Beside); err != nil {
		return store.AgentIntervalPage{}, err
	}
	return s.Store.AgentIntervals(ctx, q)
}

// ReadAgentIntervals implements store.Store.
func (s guardedStore) ReadAgentIntervals(
	ctx context.Context, q store.AgentIntervalQuery, begin func(store.IntervalRead) error, each func(*store.AgentInterval) error,
) error {
	q.Scope = viewer(ctx)
	return s.Store.ReadAgentIntervals(ctx, q, begin, each)
}

// Attributes implements store.Store.
func (s guardedStore) Attributes(ctx context.Context, q store.AttributeQuery) (store.AttributePage, error) {
	if q.Key != "" { // else only the keys are listed
		askerOf(ctx).remark.asked([]metric.Dimension{metric.OfAttribute(q.Key)}, nil, false)
	}
	if !seesCustomers(ctx) {
		return store.AttributePage{}, errMasked
	}
	q.Scope = viewer(ctx)
	return s.Store.Attributes(ctx, q)
}

func seesCustomers(ctx context.Context) bool { return askerOf(ctx).grant.May(access.SeeCustomers) }
