package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// memoryStore answers from a few facts in memory, by the metrics' own reference.
type memoryStore struct {
	store.Store // what is not written below is not asked for

	contacts    []connect.Contact
	events      []connect.AgentEvent
	status      store.Status
	quarantined []store.Quarantined
	damaged     connect.ContactID // whose record cannot be read
	failure     error             // of every method, when set
	queries     int
	readable    int // contacts that ReadContacts gives before it fails; 0: it does not
}

func (m *memoryStore) facts() metric.Facts {
	facts := metric.Facts{Events: m.events}
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

func (m *memoryStore) Contacts(_ context.Context, q store.ContactQuery) (store.ContactPage, error) {
	if m.failure != nil {
		return store.ContactPage{}, m.failure
	}
	var rows []store.ContactRow
	for _, i := range m.matching(q) {
		row := metric.Derive(&m.contacts[i])
		rows = append(rows, rowOf(&m.contacts[i], &row))
	}
	page := store.ContactPage{Total: int64(len(rows))}
	skip, _ := strconv.Atoi(q.After)
	rows = rows[min(skip, len(rows)):]
	if len(rows) > q.Limit {
		rows, page.Next = rows[:q.Limit], strconv.Itoa(skip+q.Limit)
	}
	page.Rows = rows
	return page, nil
}

// matching lists the contacts that a query is about, newest first. Each contact came as the record after the one before.
func (m *memoryStore) matching(q store.ContactQuery) []int {
	facts := m.facts()
	names := metric.NewNames()
	for i := range facts.Rows {
		names.Learn(&facts.Rows[i])
	}
	var found []int
	for i := range m.contacts {
		at := facts.Rows[i].Int(q.TimeField.Column())
		fits := at.Valid && at.Value >= q.From.UnixMilli() && at.Value < q.To.UnixMilli() && uint64(i) >= q.Since
		for _, filter := range q.Where {
			named := slices.Contains(names.Resolve(filter), facts.Rows[i].Key(filter.Dimension))
			fits = fits && named != filter.Not
		}
		row := rowOf(&m.contacts[i], &facts.Rows[i])
		if fits && strings.HasPrefix(string(row.ContactID), q.Text) && (len(q.Outcomes) == 0 || slices.Contains(q.Outcomes, outcome(row))) {
			found = append(found, i)
		}
	}
	slices.SortFunc(found, func(a, b int) int {
		return cmp.Or(-cmp.Compare(m.contacts[a].Initiation, m.contacts[b].Initiation), cmp.Compare(m.contacts[a].ContactID, m.contacts[b].ContactID))
	})
	return found
}

func (m *memoryStore) ReadContacts(
	ctx context.Context, q store.ContactQuery, begin func(store.ContactRead) error, each func(*store.WholeContact) error,
) error {
	if m.failure != nil {
		return m.failure
	}
	found := m.matching(q)
	err := begin(store.ContactRead{Contacts: int64(len(found)), Projected: m.status.Projected})
	for n, i := range found {
		if err == nil && m.readable > 0 && n >= m.readable {
			err = errors.New("cannot be read further")
		}
		err = cmp.Or(err, ctx.Err())
		if err != nil {
			return err
		}
		c := &m.contacts[i]
		err = each(&store.WholeContact{Row: metric.Derive(c), InitialContactID: c.InitialContactID, CustomerAddress: c.CustomerAddress})
	}
	return err
}

func (m *memoryStore) Resolve(f metric.Filter) []string {
	names := metric.NewNames()
	for _, row := range m.facts().Rows {
		names.Learn(&row)
	}
	return names.Resolve(f)
}

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
		if c.ContactID == ref.ContactID && (ref.InstanceARN == "" || ref.InstanceARN == c.InstanceARN) {
			r := metric.Derive(&c)
			if c.ContactID == m.damaged {
				return store.ContactDetail{Contact: c, Versions: 2, Chain: []store.ContactRow{rowOf(&c, &r)}}, nil
			}
			return store.ContactDetail{
				Contact: c, Raw: []byte(`{"ContactId":"` + string(c.ContactID) + `"}`), ReceivedAt: now, Source: "firehose",
				Versions: 2, Chain: []store.ContactRow{rowOf(&c, &r)},
			}, nil
		}
	}
	return store.ContactDetail{}, fmt.Errorf("contact %s: %w", ref.ContactID, store.ErrNotFound)
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
