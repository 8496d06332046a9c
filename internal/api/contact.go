package api

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// ContactInput names one contact.
type ContactInput struct {
	ContactID  string `path:"contact_id" maxLength:"256"`
	Instance   string `query:"instance" doc:"ARN; tells apart two instances that share an id"`
	Initiation string `query:"initiation" doc:"RFC 3339, as in the list; makes the look-up faster"`
}

// damagedRecord is what is said of a contact whose record cannot be read any more.
const damagedRecord = "The record's bytes are damaged in the journal; figures come from the projection."

// ref is the contact that is asked for.
func (in *ContactInput) ref(ctx context.Context) (store.ContactRef, error) {
	ref := store.ContactRef{Scope: viewer(ctx), InstanceARN: in.Instance, ContactID: connect.ContactID(in.ContactID)}
	if in.Initiation == "" {
		return ref, nil
	}
	initiation, err := metric.ParseMoment(in.Initiation, time.UTC)
	if err != nil {
		return ref, fmt.Errorf("initiation: %w", err)
	}
	ref.Initiation = connect.MillisOf(initiation)
	return ref, nil
}

// contact answers GET /contacts/{contact_id}. Times are UTC: the page shows them in the zone it is set to.
func (s *server) contact(ctx context.Context, in *ContactInput) (ContactDetail, error) {
	ref, err := in.ref(ctx)
	if err != nil {
		return ContactDetail{}, err
	}
	found, err := s.Store.Contact(ctx, ref)
	if err != nil {
		return ContactDetail{}, fmt.Errorf("find contact: %w", err)
	}
	return ContactDetail{
		Contact: decoded(&found.Contact), Attributes: attributes(found.Contact.RawAttributes), Raw: rawJSON(found.Raw), Masked: !seesCustomers(ctx),
		DetailsGone: found.Lean, ReceivedAt: moment(found.ReceivedAt), Damage: damage(found.ReceivedAt.IsZero()), Source: found.Source,
		Versions: found.Versions, Chain: chainItems(found.Chain), ChainTotal: found.ChainTotal,
		Timeline: timeline(&found.Contact), CountedIn: countedIn(&found.Contact),
	}, nil
}

// Customer is what is masked of a contact everywhere else.
type Customer struct {
	Address       string `json:"customer_address" doc:"CustomerEndpoint.Address; empty where the record has none, or its details have passed their limit"`
	TransferredTo string `json:"transferred_to" doc:"TransferredToEndpoint.Address"`
}

// customer answers GET /contacts/{contact_id}/customer.
func (s *server) customer(ctx context.Context, in *ContactInput) (Customer, error) {
	ref, err := in.ref(ctx)
	if err != nil {
		return Customer{}, err
	}
	found, err := s.Store.Contact(ctx, ref)
	if err != nil {
		return Customer{}, fmt.Errorf("find contact: %w", err)
	}
	return Customer{Address: found.Contact.CustomerAddress, TransferredTo: found.Contact.TransferredTo}, nil
}

// damage is what is said of a record, nothing when its bytes are there.
func damage(lost bool) string {
	if lost {
		return damagedRecord
	}
	return ""
}

func chainItems(chain []store.ChainContact) []ChainItem {
	items := make([]ChainItem, len(chain))
	for i := range chain {
		c := &chain[i].Record
		items[i] = ChainItem{
			ContactItem:       contactItem(chain[i].ContactRow, time.UTC),
			PreviousContactID: string(c.PreviousContactID), NextContactID: string(c.NextContactID),
			RelatedContactID: string(c.RelatedContactID), Scheduled: moment(c.Scheduled.Time()),
			TransferCompleted: moment(c.TransferCompleted.Time()), TransferredToMasked: mask(c.TransferredTo),
			Damage: damage(chain[i].Damaged), Timeline: timeline(c), Disorder: disorder(c),
		}
	}
	return items
}

// countedIn lists the figures that a contact is part of.
func countedIn(c *connect.Contact) []CountedIn {
	row := metric.Derive(c)
	list := []CountedIn{}
	for _, part := range metric.Contributions(&row) {
		in := CountedIn{Metric: part.Metric.ID, Value: part.Value, Counted: part.Counted}
		if part.Column < metric.ColumnCount {
			in.Column = part.Column.Name()
		}
		list = append(list, in)
	}
	return list
}

// rawJSON is the record's bytes, null where they are not kept or are not JSON after all.
func rawJSON(raw []byte) json.RawMessage {
	if !json.Valid(raw) {
		return json.RawMessage("null")
	}
	return raw
}

// attributes decodes a contact's attributes; a map keeps keys apart that differ only in case.
func attributes(text []byte) map[string]any {
	values := map[string]any{}
	if len(text) > 0 && (json.Unmarshal(text, &values) != nil || values == nil) {
		return map[string]any{}
	}
	return values
}

// decoded is the record's fields as the API names them.
func decoded(c *connect.Contact) Contact {
	at := func(m connect.Millis) *time.Time { return moment(m.Time()) }
	return Contact{
		InstanceARN: c.InstanceARN, ContactID: string(c.ContactID),
		InitialContactID: string(c.InitialContactID), PreviousContactID: string(c.PreviousContactID),
		NextContactID: string(c.NextContactID), RelatedContactID: string(c.RelatedContactID),
		Channel: c.Channel, InitiationMethod: c.InitiationMethod, DisconnectReason: c.DisconnectReason, Subtype: c.Subtype,
		Initiation: c.Initiation.Time(), LastUpdate: c.LastUpdate.Time(),
		ConnectedToSystem: at(c.ConnectedToSystem), Disconnect: at(c.Disconnect),
		TransferCompleted: at(c.TransferCompleted), Scheduled: at(c.Scheduled),
		Agent: decodedAgent(&c.Agent),
		Queue: ContactQueue{
			ARN: c.Queue.ARN, Name: label(metric.Queue, c.Queue.ARN, c.Queue.Name),
			Enqueue: at(c.Queue.Enqueue), Dequeue: at(c.Queue.Dequeue), Duration: number(c.Queue.Duration),
		},
		AgentConnectionAttempts: number(c.AgentConnectionAttempts),
		CustomerAddressMasked:   mask(c.CustomerAddress), SystemAddress: c.SystemAddress,
		TransferredToMasked: mask(c.TransferredTo), PreDisconnectState: c.PreDisconnectState, ValidationTest: c.ValidationTest,
	}
}

func decodedAgent(a *connect.ContactAgent) ContactAgent {
	agent := ContactAgent{
		ARN: a.ARN, Username: a.Username, RoutingProfileARN: a.RoutingProfileARN, RoutingProfileName: a.RoutingProfileName,
		Hierarchy:                  []HierarchyGroup{},
		ConnectedToAgent:           moment(a.ConnectedToAgent.Time()),
		AfterContactWorkStart:      moment(a.AfterContactWorkStart.Time()),
		AfterContactWorkEnd:        moment(a.AfterContactWorkEnd.Time()),
		AfterContactWorkDuration:   number(a.AfterContactWorkDuration),
		AgentInteractionDuration:   number(a.AgentInteractionDuration),
		CustomerHoldDuration:       number(a.CustomerHoldDuration),
		AgentInitiatedHoldDuration: number(a.AgentInitiatedHoldDuration),
		AgentPauseDuration:         number(a.AgentPauseDuration),
		LongestHoldDuration:        number(a.LongestHoldDuration),
		NumberOfHolds:              number(a.NumberOfHolds),
	}
	for i, group := range a.Hierarchy {
		if group != (connect.HierarchyGroup{}) {
			agent.Hierarchy = append(agent.Hierarchy, HierarchyGroup{Level: i + 1, ARN: group.ARN, Name: group.Name})
		}
	}
	return agent
}
