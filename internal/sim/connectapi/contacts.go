package connectapi

import (
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/ringside/ringside/internal/sim"
)

// longestSearch is how far apart the ends of a search may be.
// Source: Amazon Connect API Reference, "SearchContacts", TimeRange.
const longestSearch = 8 * 7 * day

type contactsRequest struct {
	InstanceID     string `json:"InstanceId"`
	TimeRange      *searchRange
	SearchCriteria *contactCriteria
	Sort           jsontext.Value `json:",omitzero"`
	NextToken      string
	MaxResults     *int
}

type searchRange struct {
	Type               string
	StartTime, EndTime *epochNumber
}

type contactCriteria struct {
	QueueIDs  []string `json:"QueueIds"`
	Channels  []string
	AgentIDs  jsontext.Value `json:"AgentIds,omitzero"`
	Name      jsontext.Value `json:",omitzero"`
	Attribute jsontext.Value `json:"SearchableContactAttributes,omitzero"`
}

type contactsAnswer struct {
	NextToken  string `json:",omitzero"`
	Contacts   []contactSummary
	TotalCount int
}

// contactSummary is a contact as SearchContacts tells of it.
type contactSummary struct {
	Arn                 string
	ID                  string     `json:"Id"`
	InitialContactID    string     `json:"InitialContactId,omitzero"`
	PreviousContactID   string     `json:"PreviousContactId,omitzero"`
	InitiationMethod    string     `json:",omitzero"`
	Channel             string     `json:",omitzero"`
	QueueInfo           *queueInfo `json:",omitzero"`
	AgentInfo           *agentSeen `json:",omitzero"`
	InitiationTimestamp *epoch     `json:",omitzero"`
	DisconnectTimestamp *epoch     `json:",omitzero"`
	ScheduledTimestamp  *epoch     `json:",omitzero"`
}

type queueInfo struct {
	ID               string `json:"Id"`
	EnqueueTimestamp *epoch `json:",omitzero"`
}

type agentSeen struct {
	ID                        string `json:"Id"`
	ConnectedToAgentTimestamp *epoch `json:",omitzero"`
}

// searchContacts lists contacts by their end.
func (a *api) searchContacts(c *call) (any, error) {
	var r contactsRequest
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	switch from, to := r.TimeRange.moments(); {
	case idOf(r.InstanceID) != a.directory.instanceID:
		return nil, refuse("ResourceNotFoundException", "Instance not found")
	case from.IsZero() || !from.Before(to):
		return nil, invalid("TimeRange needs a StartTime and a later EndTime")
	case to.Sub(from) > longestSearch:
		return nil, invalid("TimeRange is longer than 8 weeks")
	case r.TimeRange.Type != "DISCONNECT_TIMESTAMP" || len(r.Sort) > 0:
		return nil, refuse("InvalidRequestException", "only contacts by DISCONNECT_TIMESTAMP are simulated, in no order of their own")
	}
	if err := r.SearchCriteria.check(); err != nil {
		return nil, err
	}
	next := r.NextToken
	r.NextToken = ""
	p, err := c.page(r.MaxResults, next, fingerprint(r))
	if err != nil {
		return nil, err
	}
	from, to := r.TimeRange.moments()
	all := []contactSummary{}
	for _, k := range a.ended(from, to, c.now) {
		if r.SearchCriteria.wants(k) {
			all = append(all, a.summarised(k))
		}
	}
	answer := contactsAnswer{TotalCount: len(all)}
	answer.Contacts, answer.NextToken, err = cut(c, p, all)
	return answer, err
}

func (r *searchRange) moments() (from, to time.Time) {
	if r == nil {
		return time.Time{}, time.Time{}
	}
	return r.StartTime.moment(), r.EndTime.moment()
}

// mostSearched is how many of each kind a search may name.
const mostSearched = 100

func (c *contactCriteria) check() error {
	switch {
	case c == nil:
		return nil
	case len(c.AgentIDs)+len(c.Name)+len(c.Attribute) > 0:
		return refuse("InvalidRequestException", "only queues and channels are simulated")
	case len(c.QueueIDs) > mostSearched:
		return invalid("QueueIds must have at most %d items", mostSearched)
	}
	return nil
}

func (c *contactCriteria) wants(k sim.Known) bool {
	return c == nil || (len(c.QueueIDs) == 0 || slices.Contains(c.QueueIDs, idOf(k.QueueARN))) &&
		(len(c.Channels) == 0 || slices.Contains(c.Channels, k.Channel))
}

// summarised is what a search tells of a contact.
func (a *api) summarised(k sim.Known) contactSummary {
	s := contactSummary{
		Arn: a.directory.InstanceARN + "/contact/" + k.ID, ID: k.ID, InitialContactID: k.Initial, PreviousContactID: k.Previous,
		InitiationMethod: k.Method, Channel: k.Channel,
		InitiationTimestamp: at(k.Initiated), DisconnectTimestamp: at(k.Disconnected), ScheduledTimestamp: at(k.Scheduled),
	}
	if k.QueueARN != "" {
		s.QueueInfo = &queueInfo{idOf(k.QueueARN), at(k.Enqueued)}
	}
	if k.UserARN != "" {
		s.AgentInfo = &agentSeen{idOf(k.UserARN), at(k.Connected)}
	}
	return s
}

// described is a contact as DescribeContact tells of it: not how long the agent talked, when it left the queue, or after how
// long, which its record alone tells.
type described struct {
	contactSummary
	AgentInfo                  *agentTold    `json:",omitzero"`
	ConnectedToSystemTimestamp *epoch        `json:",omitzero"`
	LastUpdateTimestamp        *epoch        `json:",omitzero"`
	DisconnectReason           string        `json:",omitzero"`
	CustomerEndpoint           *endpointTold `json:",omitzero"`
	SystemEndpoint             *endpointTold `json:",omitzero"`
	NextContacts               []nextContact `json:",omitempty"`
}

type agentTold struct {
	agentSeen
	AfterContactWorkStartTimestamp *epoch `json:",omitzero"`
	AfterContactWorkEndTimestamp   *epoch `json:",omitzero"`
	AfterContactWorkDuration       *int64 `json:",omitzero"`
	AgentInitiatedHoldDuration     *int64 `json:",omitzero"`
	AgentPauseDurationInSeconds    *int64 `json:",omitzero"`
}

type endpointTold struct{ Type, Address string }

type nextContact struct {
	Type                string
	NextContactMetadata struct {
		QuickConnectContactData struct {
			ContactID string `json:"ContactId"`
		}
	}
}

// describeContact tells of one contact.
func (a *api) describeContact(c *call) (any, error) {
	past, is := a.Centre.(Past)
	if !is {
		return nil, refuse("ResourceNotFoundException", "Contact not found")
	}
	k, found := past.Find(c.PathValue("ContactId"))
	if !found || k.Disconnected.After(c.now) {
		return nil, refuse("ResourceNotFoundException", "Contact not found")
	}
	d := described{
		contactSummary: a.summarised(k), ConnectedToSystemTimestamp: at(k.ConnectedToSystem), LastUpdateTimestamp: at(k.Updated),
		DisconnectReason: k.Reason,
	}
	if seen := d.contactSummary.AgentInfo; seen != nil {
		d.AgentInfo = &agentTold{*seen, at(k.WrapStart), at(k.WrapEnd), k.Wrap, k.Hold, k.Pause}
		d.contactSummary.AgentInfo = nil
	}
	if k.Customer != "" {
		d.CustomerEndpoint = &endpointTold{"TELEPHONE_NUMBER", k.Customer}
		d.SystemEndpoint = &endpointTold{"TELEPHONE_NUMBER", k.System}
	}
	if k.Next != "" && k.TransferCompleted.IsZero() && answered(k) { // an agent handed it on by a quick connect
		var n nextContact
		n.Type = "QUICK_CONNECT"
		n.NextContactMetadata.QuickConnectContactData.ContactID = k.Next
		d.NextContacts = []nextContact{n}
	}
	return struct{ Contact described }{d}, nil
}
