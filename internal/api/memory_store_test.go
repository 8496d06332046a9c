package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/storetest"
)

// memoryStore answers from a few facts in memory, by the metrics' own reference.
type memoryStore struct {
	store.Store // what is not written below is not asked for

	contacts    []connect.Contact
	events      []connect.AgentEvent
	status      store.Status
	quarantined []store.Quarantined
	damaged     connect.ContactID // whose record cannot be read
	versions    map[connect.ContactID][]store.ContactVersion
	failure     error // of every method, when set
	queries     int
	readable    int // contacts that ReadContacts gives before it fails; 0: it does not
}

func (m *memoryStore) facts() metric.Facts {
	facts := metric.Facts{Events: m.events, Now: connect.MillisOf(now)}
	for i := range m.contacts {
		facts.Rows = append(facts.Rows, metric.Derive(&m.contacts[i]))
	}
	return facts
}

func (m *memoryStore) Query(_ context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	if m.failure != nil {
		return nil, m.failure
	}
	m.queries++
	answers := make([][]metric.Slice, len(questions))
	for i, question := range questions {
		if err := question.Validate(); err != nil {
			return nil, fmt.Errorf("question %d: %w", i, err)
		}
		answers[i] = metric.Evaluate(m.facts(), question)
	}
	return answers, nil
}

func (m *memoryStore) Contacts(ctx context.Context, q store.ContactQuery) (store.ContactPage, error) {
	if m.failure != nil {
		return store.ContactPage{}, m.failure
	}
	// Each contact came as the record after the one before.
	return storetest.Contacts(ctx, m, m.contacts[min(q.Since, uint64(len(m.contacts))):], m.names(), q)
}

func (m *memoryStore) ReadContacts(
	ctx context.Context, q store.ContactQuery, begin func(store.ContactRead) error, each func(*store.WholeContact) error,
) error {
	q.Limit = len(m.contacts) + 1
	page, err := m.Contacts(ctx, q)
	if err == nil {
		err = begin(store.ContactRead{Contacts: page.Total, Projected: m.status.Projected})
	}
	for n, row := range page.Rows {
		if err == nil && m.readable > 0 && n >= m.readable {
			err = errors.New("cannot be read further")
		}
		err = cmp.Or(err, ctx.Err())
		if err != nil {
			return err
		}
		at := slices.IndexFunc(m.contacts, func(c connect.Contact) bool { return c.ContactID == row.ContactID })
		c := &m.contacts[at]
		err = each(&store.WholeContact{Row: metric.Derive(c), InitialContactID: c.InitialContactID})
	}
	return err
}

func (m *memoryStore) AgentIntervals(_ context.Context, q store.AgentIntervalQuery) (store.AgentIntervalPage, error) {
	facts := m.facts()
	facts.Names = m.names()
	return storetest.AgentIntervals(facts, q), m.failure
}

func (m *memoryStore) ReadAgentIntervals(
	ctx context.Context, q store.AgentIntervalQuery, begin func(store.IntervalRead) error, each func(*store.AgentInterval) error,
) error {
	q.Limit = 1 << 30
	page, err := m.AgentIntervals(ctx, q)
	if err == nil {
		err = begin(store.IntervalRead{Intervals: page.Total, Projected: m.status.Projected})
	}
	for i := 0; i < len(page.Rows) && err == nil; i++ {
		err = each(&page.Rows[i])
	}
	return err
}

func (m *memoryStore) names() *metric.Names {
	names := metric.NewNames()
	for _, row := range m.facts().Rows {
		names.Learn(&row)
	}
	for i := range m.events {
		names.LearnEvent(&m.events[i])
	}
	return names
}

func (m *memoryStore) Attributes(_ context.Context, q store.AttributeQuery) (store.AttributePage, error) {
	counts := map[string]int64{}
	for _, row := range m.facts().Rows {
		if !q.Scope.SeesRow(&row) {
			continue
		}
		for _, a := range row.Attributes {
			text := a.Key
			if q.Key != "" {
				text = a.Value
			}
			if (q.Key == "" || q.Key == a.Key) && text > q.After && strings.Contains(text, q.Text) {
				counts[text]++
			}
		}
	}
	page := store.AttributePage{More: len(counts) > q.Limit}
	for _, text := range slices.Sorted(maps.Keys(counts))[:min(len(counts), q.Limit)] {
		page.Found = append(page.Found, store.AttributeCount{Text: text, Contacts: counts[text]})
	}
	return page, m.failure
}

func (m *memoryStore) Resolve(f metric.Filter) []string { return m.names().Resolve(f) }

func rowOf(c *connect.Contact, r *metric.Row) store.ContactRow {
	return store.ContactRow{
		InstanceARN: c.InstanceARN, ContactID: c.ContactID, Initiation: c.Initiation, Disconnect: c.Disconnect,
		Channel: c.Channel, InitiationMethod: c.InitiationMethod, DisconnectReason: c.DisconnectReason,
		QueueARN: c.Queue.ARN, QueueName: c.Queue.Name, AgentARN: c.Agent.ARN, AgentName: c.Agent.Username,
		CustomerAddress: c.CustomerAddress, QueueSeconds: c.Queue.Duration, TalkSeconds: c.Agent.AgentInteractionDuration,
		HoldSeconds: c.Agent.CustomerHoldDuration, ACWSeconds: c.Agent.AfterContactWorkDuration,
		Handled: r.Int(metric.ColConnected).Value == 1, Abandoned: r.Int(metric.ColAbandoned).Value == 1,
	}
}

func (m *memoryStore) Contact(_ context.Context, ref store.ContactRef) (store.ContactDetail, error) {
	for i := range m.contacts {
		c := m.contacts[i]
		r := metric.Derive(&c)
		if c.ContactID == ref.ContactID && (ref.InstanceARN == "" || ref.InstanceARN == c.InstanceARN) && ref.Scope.SeesRow(&r) {
			detail := store.ContactDetail{Contact: c, Versions: 2, ChainTotal: 1}
			detail.Chain = []store.ChainContact{{ContactRow: rowOf(&c, &r), Record: c, Damaged: c.ContactID == m.damaged}}
			if c.ContactID != m.damaged {
				detail.Raw = []byte(`{"ContactId":"` + string(c.ContactID) + `"}`)
				detail.ReceivedAt, detail.Source = now, "firehose"
			}
			return detail, nil
		}
	}
	return store.ContactDetail{}, fmt.Errorf("contact %s: %w", ref.ContactID, store.ErrNotFound)
}

func (m *memoryStore) ContactVersions(_ context.Context, q store.VersionQuery) (store.VersionPage, error) {
	if m.failure != nil {
		return store.VersionPage{}, m.failure
	}
	all := m.versions[q.ContactID]
	end := len(all)
	if q.Before != "" {
		end = slices.IndexFunc(all, func(v store.ContactVersion) bool { return v.Key == q.Before })
	}
	if len(all) == 0 {
		return store.VersionPage{}, store.ErrNotFound
	}
	if end < 0 {
		return store.VersionPage{}, store.ErrCursor
	}
	from := max(0, end-q.Limit)
	return store.VersionPage{Versions: all[from:end], First: int64(from) + 1, Total: int64(len(all))}, nil
}

func (m *memoryStore) RelatedContacts(ctx context.Context, q store.RelatedQuery) (store.RelatedContacts, error) {
	of, err := m.Contact(ctx, q.ContactRef)
	if err != nil {
		return store.RelatedContacts{}, err
	}
	began := of.Contact.Initiation.Time()
	related := store.RelatedContacts{From: began.Add(-q.Span), To: began.Add(q.Span), Identified: true}
	for i := range m.contacts {
		c := &m.contacts[i]
		row := metric.Derive(c)
		if c.CustomerAddress == of.Contact.CustomerAddress && c.ContactID != q.ContactID && q.Scope.SeesRow(&row) {
			related.Customer = append(related.Customer, rowOf(c, &row))
			related.CustomerTotal++
		}
	}
	return related, nil
}

func (m *memoryStore) Status(context.Context) (store.Status, error) { return m.status, m.failure }

func (m *memoryStore) Quarantine() store.Quarantine { return memoryQuarantine{m} }

type memoryQuarantine struct{ m *memoryStore }

func (q memoryQuarantine) List(_ context.Context, after uint64, limit int) ([]store.Quarantined, error) {
	var list []store.Quarantined
	for _, record := range slices.Backward(q.m.quarantined) {
		if (after == 0 || record.Seq < after) && len(list) < limit {
			record.Bytes = nil
			list = append(list, record)
		}
	}
	return list, nil
}

func (q memoryQuarantine) Show(_ context.Context, seq uint64) (store.Quarantined, error) {
	for _, record := range q.m.quarantined {
		if record.Seq == seq {
			return record, nil
		}
	}
	return store.Quarantined{}, store.ErrNotFound
}

func (q memoryQuarantine) Replayed(context.Context, ...uint64) error { return nil }
