package api

import (
	"context"
	"strings"

	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// contactColumn is a column of exported contacts.
type contactColumn struct {
	export.Column
	value func(*store.WholeContact) export.Value
}

// exportContacts prepares the export of contacts, all of them or those that have changed.
func (s *server) exportContacts(ctx context.Context, e *exported) error {
	chosen, q, err := s.contactQuery(ctx, e.request.Contacts)
	if err != nil {
		return err
	}
	choice := e.request.Contacts
	e.question = question{
		selection: chosen, what: "contacts", outcomes: q.Outcomes, text: q.Text, having: choice.Having, outside: choice.Outside,
	}
	if choice.Metric != "" {
		e.question.metrics = []string{choice.Metric}
		if e.question.promised, err = s.promised(ctx); err != nil {
			return err
		}
	}
	return s.readContacts(ctx, e, q)
}

// exportChanges prepares the export of the contacts behind a table that have changed.
func (s *server) exportChanges(ctx context.Context, e *exported) error {
	q, err := s.metricQuery(ctx, e.request.Query)
	if err != nil {
		return err
	}
	if q.TimeField == "" {
		q.TimeField = metric.ByDisconnect
	}
	e.question = question{
		selection: selection{from: q.From, to: q.To, zone: q.Zone, timeField: q.TimeField, where: q.Where, scope: q.Scope},
		what:      "contacts",
	}
	return s.readContacts(ctx, e, store.ContactQuery{
		Scope: q.Scope, TimeField: q.TimeField, From: q.From, To: q.To, Where: q.Where,
		Matching: q.Within.Predicate(q.TimeField.Column()),
	})
}

// readContacts fills the file with the contacts of a query.
func (s *server) readContacts(ctx context.Context, e *exported, q store.ContactQuery) error {
	own, err := s.attributeColumns(ctx, e.request)
	if err != nil {
		return err
	}
	q.Since, q.Attributes = e.request.ChangedSince, len(own) > 0
	columns := append(contactColumns(q.Since > 0), own...)
	for _, column := range columns {
		e.columns = append(e.columns, column.Column)
	}
	if q.Since > 0 {
		e.question.what = "changed_contacts"
	}
	e.fill = func(ctx context.Context, begin func(int64, uint64) error, row func([]export.Value) error) error {
		values := make([]export.Value, len(columns))
		return s.Store.ReadContacts(ctx, q,
			func(read store.ContactRead) error { return begin(read.Contacts, read.Projected) },
			func(c *store.WholeContact) error {
				for i := range columns {
					values[i] = columns[i].value(c)
				}
				return row(values)
			})
	}
	return nil
}

// contactColumns are the columns of exported contacts.
func contactColumns(changes bool) []contactColumn {
	var all []contactColumn
	add := func(name string, value func(*store.WholeContact) export.Value) {
		all = append(all, contactColumn{export.Column{Name: name}, value})
	}
	if changes {
		add("change", change)
	}
	add("contact_id", func(c *store.WholeContact) export.Value { return export.OfText(string(c.ContactID)) })
	add("instance_arn", func(c *store.WholeContact) export.Value { return export.OfText(c.InstanceARN) })
	add("initial_contact_id", func(c *store.WholeContact) export.Value { return export.OfText(string(c.InitialContactID)) })
	add("outcome", func(c *store.WholeContact) export.Value { return export.OfText(outcomeOf(c)) })
	add("customer_address_masked", func(c *store.WholeContact) export.Value { return export.OfText(mask(c.CustomerAddress)) })
	for _, d := range metric.Dimensions() {
		if d == metric.Instance {
			continue // above
		}
		add(string(d), func(c *store.WholeContact) export.Value { return export.OfText(label(d, c.Key(d), c.KeyName(d))) })
		if d.HasARN() {
			add(string(d)+"_arn", func(c *store.WholeContact) export.Value { return export.OfText(c.Key(d)) })
		}
	}
	for _, column := range metric.Columns() {
		all = append(all, metricColumns(column)...)
	}
	return all
}

// momentNames are the moments whose names in the API are not those of their columns.
var momentNames = map[metric.Column]string{metric.ColInitMS: "initiation", metric.ColConnectedMS: "connected_to_agent"}

// metricColumns are the one or two columns of a column of metric: moments are there twice, as a clock in the zone shows
// them and in UTC.
func metricColumns(column metric.Column) []contactColumn {
	of := func(make func(int64) export.Value) func(*store.WholeContact) export.Value {
		return func(c *store.WholeContact) export.Value {
			if value := c.Int(column); value.Valid {
				return make(value.Value)
			}
			return export.Value{}
		}
	}
	name, isMoment := strings.CutSuffix(column.Name(), "_ms")
	if isMoment {
		if own := momentNames[column]; own != "" {
			name = own
		}
		return []contactColumn{
			{export.Column{Name: name, Kind: export.Moment}, of(export.OfMoment)},
			{export.Column{Name: name + "_utc", Kind: export.MomentUTC}, of(export.OfMoment)},
		}
	}
	if name, isDuration := strings.CutSuffix(column.Name(), "_s"); isDuration {
		if column == metric.ColInteractionS {
			name = "talk"
		}
		return []contactColumn{{export.Column{Name: name + "_seconds", Kind: export.Seconds}, of(export.OfWhole)}}
	}
	if column.Flag() {
		return []contactColumn{{export.Column{Name: name, Kind: export.Flag}, of(func(n int64) export.Value { return export.OfFlag(n == 1) })}}
	}
	return []contactColumn{{export.Column{Name: name, Kind: export.Whole}, of(export.OfWhole)}}
}

func change(c *store.WholeContact) export.Value {
	if c.Changed {
		return export.OfText("updated")
	}
	return export.OfText("new")
}

// outcomeOf is outcome of a whole contact.
func outcomeOf(c *store.WholeContact) string {
	return outcome(store.ContactRow{Handled: c.Int(metric.ColConnected).Value == 1, Abandoned: c.Int(metric.ColAbandoned).Value == 1})
}
