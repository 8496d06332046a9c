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
	Q                string   `query:"q" json:"q,omitempty" maxLength:"256" doc:"Start of a contact id"`
}

// contactsInput is the parameters of GET /contacts.
type contactsInput struct {
	ContactChoice
	After string `query:"after" maxLength:"2048" doc:"next of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
}

// contacts answers GET /contacts.
func (s *server) contacts(ctx context.Context, in *contactsInput) (ContactList, error) {
	chosen, q, err := s.contactQuery(ctx, &in.ContactChoice)
	if err != nil {
		return ContactList{}, err
	}
	q.After, q.Limit = in.After, in.Limit
	page, err := s.Store.Contacts(ctx, q)
	if err != nil {
		return ContactList{}, fmt.Errorf("list contacts: %w", err)
	}
	return ContactList{Contacts: contactItems(page.Rows, chosen.zone), Next: page.Next, Total: page.Total}, nil
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
	return chosen, store.ContactQuery{
		Scope: chosen.scope, TimeField: chosen.timeField, From: chosen.from, To: chosen.to, Where: where,
		Outcomes: in.Outcome, Text: strings.TrimSpace(in.Q),
	}, nil
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
