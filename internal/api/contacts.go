package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// ContactChoice says which contacts a list or an export is about.
type ContactChoice struct {
	RangeInput
	Agent            []string `query:"agent,explode" json:"agent,omitempty" maxItems:"500" doc:"ARN, id or user name; repeat for several"`
	InitiationMethod []string `query:"initiation_method,explode" json:"initiation_method,omitempty" maxItems:"50"`
	DisconnectReason []string `query:"disconnect_reason,explode" json:"disconnect_reason,omitempty" maxItems:"50"`
	Outcome          []string `query:"outcome,explode" json:"outcome,omitempty" maxItems:"3" enum:"handled,abandoned,other" doc:"Repeat for several"`
	Where            []string `query:"where,explode" json:"where,omitempty" maxItems:"100" example:"[\"attribute:reason=billing\"]" doc:"By any dimension: DIM=VALUE or DIM!=VALUE; repeat for several, of which those of one dimension and sign are alternatives. attribute:KEY is a contact attribute, attribute:\"a=b\" one whose key has signs in it; an empty value is: has none"`
	Having           []string `query:"having,explode" json:"having,omitempty" maxItems:"20" example:"[\"queue_s>=60\"]" doc:"By a column of GET /metrics, one of >= <= > < = and a whole number: seconds of a duration, 0 or 1 of a flag; repeat for several, all of which must hold"`
	Outside          string   `query:"outside" json:"outside,omitempty" enum:"initiation,disconnect,enqueue,connected_to_agent" doc:"Only contacts of which this moment is not in the range, or missing: those on different sides of two time bases"`
	Metric           string   `query:"metric" json:"metric,omitempty" maxLength:"256" doc:"Only the contacts that this metric of the catalogue is made of"`
	Part             int      `query:"part" json:"part,omitempty" minimum:"0" maximum:"1" doc:"Of a metric that is a division: 0 is above the line, 1 below it"`
	Q                string   `query:"q" json:"q,omitempty" maxLength:"256" doc:"Start of a contact id"`
}

// contactsInput is the parameters of GET /contacts.
type contactsInput struct {
	ContactChoice
	Column []string `query:"column,explode" maxItems:"60" doc:"A column of GET /metrics that each contact is shown with; repeat for several"`
	Sort   string   `query:"sort" maxLength:"64" doc:"A column to put the list in order of, the least first, with - before it the greatest; newest first unless given"`
	After  string   `query:"after" maxLength:"2048" doc:"next of the page before"`
	Limit  int      `query:"limit" minimum:"1" maximum:"500" default:"50"`
}

// contacts answers GET /contacts.
func (s *server) contacts(ctx context.Context, in *contactsInput) (ContactList, error) {
	chosen, q, err := s.contactQuery(ctx, &in.ContactChoice)
	if err != nil {
		return ContactList{}, err
	}
	q.After, q.Limit = in.After, in.Limit
	if err := in.show(&q); err != nil {
		return ContactList{}, err
	}
	page, err := s.Store.Contacts(ctx, q)
	if err != nil {
		return ContactList{}, err
	}
	items := contactItems(page.Rows, chosen.zone)
	for i, row := range page.Rows {
		for at, value := range row.Values {
			items[i].Values[q.Columns[at].Name()] = number(value)
		}
	}
	notes, err := s.unknown(ctx, chosen.where, page.Total == 0)
	return ContactList{Contacts: items, Next: page.Next, Total: page.Total, Notes: notes}, err
}

// show says what the list shows, and in which order.
func (in *contactsInput) show(q *store.ContactQuery) error {
	for _, name := range in.Column {
		column, err := metric.FindColumn(name)
		if err != nil {
			return fmt.Errorf("column: %w", err)
		}
		q.Columns = append(q.Columns, column)
	}
	if in.Sort == "" {
		return nil
	}
	name, greatest := strings.CutPrefix(in.Sort, "-")
	column, err := metric.FindColumn(name)
	if err != nil {
		return fmt.Errorf("sort: %w", err)
	}
	q.Order.Reverse = !greatest
	if column != q.TimeField.Column() {
		q.Order.Column = &column
	}
	return nil
}

// contactQuery is a choice as the store is asked for it.
func (s *server) contactQuery(ctx context.Context, in *ContactChoice) (selection, store.ContactQuery, error) {
	chosen, err := s.selection(ctx, &in.RangeInput)
	if err != nil {
		return selection{}, store.ContactQuery{}, err
	}
	where := chosen.where
	for _, more := range []metric.Filter{
		{Dimension: metric.Agent, Values: in.Agent},
		{Dimension: metric.InitiationMethod, Values: in.InitiationMethod},
		{Dimension: metric.DisconnectReason, Values: in.DisconnectReason},
	} {
		if len(more.Values) > 0 {
			where = append(where, more)
		}
	}
	further, err := metric.ParseWhere(in.Where)
	if err != nil {
		return selection{}, store.ContactQuery{}, err
	}
	where = append(where, spelled(further)...)
	matching, err := s.matching(ctx, in, chosen)
	if err != nil {
		return selection{}, store.ContactQuery{}, err
	}
	chosen.where = where
	return chosen, store.ContactQuery{
		Matching: matching,
		Scope:    chosen.scope, TimeField: chosen.timeField, From: chosen.from, To: chosen.to, Where: where,
		Outcomes: in.Outcome, Text: strings.TrimSpace(in.Q),
	}, nil
}

// matching is true for the contacts of the metric, with the columns wanted, and on the other side of a second time basis.
func (s *server) matching(ctx context.Context, in *ContactChoice, c selection) (metric.Predicate, error) {
	var all []metric.Predicate
	if in.Outside != "" {
		moment := metric.TimeField(in.Outside).Column()
		all = append(all, metric.Not(metric.All(
			metric.Compare(moment, metric.OpAtLeast, c.from.UnixMilli()), metric.Compare(moment, metric.OpLess, c.to.UnixMilli()))))
	}
	if in.Metric != "" {
		promised, err := s.promised(ctx)
		if err != nil {
			return metric.Predicate{}, err
		}
		plan, err := metric.PlanFigure(metric.FigureQuery{
			Metric: in.Metric, From: c.from, To: c.to, Where: c.where, TimeField: c.timeField, Scope: c.scope,
			FollowCustomers: s.FollowCustomers, Promised: promised,
		})
		if err != nil {
			return metric.Predicate{}, err
		}
		if in.Part >= len(plan.Question.Measures) {
			return metric.Predicate{}, fmt.Errorf("%w: %s has no part %d", metric.ErrQuestion, in.Metric, in.Part)
		}
		all = append(all, plan.Question.Measures[in.Part].Contributors())
	}
	if len(in.Having) > 0 {
		having, err := metric.ParseHaving(in.Having)
		if err != nil {
			return metric.Predicate{}, err
		}
		all = append(all, having)
	}
	if len(all) == 0 {
		return metric.Predicate{}, nil
	}
	return metric.All(all...), nil
}

func contactItems(rows []store.ContactRow, zone *time.Location) []ContactItem {
	items := make([]ContactItem, len(rows))
	for i, row := range rows {
		items[i] = contactItem(row, zone)
	}
	return items
}

func contactItem(row store.ContactRow, zone *time.Location) ContactItem {
	return ContactItem{
		Values:    map[string]*int64{},
		ContactID: string(row.ContactID), InstanceARN: row.InstanceARN,
		Initiation: row.Initiation.Time().In(zone), Disconnect: inZone(row.Disconnect.Time(), zone),
		Channel: row.Channel, InitiationMethod: row.InitiationMethod, DisconnectReason: row.DisconnectReason,
		QueueARN: row.QueueARN, QueueName: label(metric.Queue, row.QueueARN, row.QueueName),
		AgentARN: row.AgentARN, AgentName: label(metric.Agent, row.AgentARN, row.AgentName),
		CustomerAddressMasked: mask(row.CustomerAddress),
		QueueSeconds:          number(row.QueueSeconds), TalkSeconds: number(row.TalkSeconds),
		HoldSeconds: number(row.HoldSeconds), ACWSeconds: number(row.ACWSeconds),
		Outcome: outcome(row),
	}
}

// outcome is what became of a contact.
func outcome(row store.ContactRow) string {
	switch {
	case row.Handled:
		return "handled"
	case row.Abandoned:
		return "abandoned"
	}
	return "other"
}

// mask leaves of a customer's address what tells it from another on the same page: the last four characters, and nothing
// of one that is no longer than eight.
func mask(address string) string {
	const shown = 4
	letters := []rune(address)
	if len(letters) == 0 {
		return ""
	}
	if len(letters) <= 2*shown {
		return "•••"
	}
	return "•••" + string(letters[len(letters)-shown:])
}

// number is a whole number, nil for none.
func number(i connect.Int) *int64 {
	if !i.Valid {
		return nil
	}
	return &i.Value
}
