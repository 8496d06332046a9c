package live

import (
	"time"

	"github.com/ringside/ringside/internal/connect"
)

const (
	instance  = "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10"
	salesARN  = instance + "/queue/sales"
	helpARN   = instance + "/queue/help"
	agentsARN = instance + "/agent/"

	profileARN = instance + "/routing-profile/care"
	siteARN    = instance + "/agent-group/seoul"
)

// noon is the moment that tests count from.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// at is so many seconds after noon.
func at(seconds int) connect.Millis {
	return connect.MillisOf(noon.Add(time.Duration(seconds) * time.Second))
}

// event is a contact event of an inbound call for the sales queue.
func event(kind, id string, seconds int, change ...func(*connect.ContactEvent)) connect.Fact {
	e := &connect.ContactEvent{
		EventID: kind + id, EventType: kind, Time: at(seconds), InstanceARN: instance, ContactID: connect.ContactID(id),
		Channel: "VOICE", InitiationMethod: "INBOUND", Initiation: at(0),
	}
	if kind == "QUEUED" || kind == "CONNECTED_TO_AGENT" {
		e.QueueARN, e.Enqueue = salesARN, at(seconds)
	}
	for _, c := range change {
		c(e)
	}
	return connect.Fact{Kind: connect.KindContactEvent, ContactEvent: e}
}

// queuedIn puts the event's contact into another queue.
func queuedIn(arn string) func(*connect.ContactEvent) {
	return func(e *connect.ContactEvent) { e.QueueARN = arn }
}

// by sets how the contact came about, on which channel, and after which contact.
func by(method, channel, previous string) func(*connect.ContactEvent) {
	return func(e *connect.ContactEvent) {
		e.InitiationMethod, e.Channel, e.PreviousContactID = method, channel, connect.ContactID(previous)
	}
}

// agentEvent is an event of an agent who serves the sales queue; holding is contact id to state.
func agentEvent(kind, agent string, seconds int, status string, holding map[string]string) connect.Fact {
	e := &connect.AgentEvent{
		InstanceARN: instance, AgentARN: agentsARN + agent, EventID: kind + agent, EventType: kind, Timestamp: at(seconds),
	}
	if status != "" {
		e.Current = &connect.AgentSnapshot{
			Status:    connect.AgentStatus{Type: status, Name: "Status " + status, Start: at(seconds - 2)},
			FirstName: "Agent", LastName: agent, Username: agent,
			RoutingProfile: connect.RoutingProfile{
				ARN: profileARN, Name: "Care",
				InboundQueues: []connect.QueueRef{{ARN: salesARN, Name: "Sales"}, {ARN: instance + "/queue/agent/" + agent}},
				Concurrency: []connect.ChannelSlots{
					{Channel: "VOICE", AvailableSlots: 1, MaximumSlots: 1}, {Channel: "CHAT", AvailableSlots: 2, MaximumSlots: 3},
				},
			},
			Hierarchy: [5]connect.HierarchyGroup{{ARN: siteARN, Name: "Seoul"}, {ARN: siteARN + "/team", Name: "Team 1"}},
		}
		for id, state := range holding {
			e.Current.Contacts = append(e.Current.Contacts, connect.AgentContact{
				ContactID: connect.ContactID(id), State: state, InitiationMethod: "INBOUND", Channel: "VOICE",
				StateStart: at(seconds - 1), Queue: connect.QueueRef{ARN: helpARN, Name: "Help"},
			})
		}
	}
	return connect.Fact{Kind: connect.KindAgentEvent, AgentEvent: e}
}

// record is the contact record that proves a contact over.
func record(id string, seconds int) connect.Fact {
	return connect.Fact{Kind: connect.KindContact, Contact: &connect.Contact{
		InstanceARN: instance, ContactID: connect.ContactID(id), Initiation: at(0), LastUpdate: at(seconds),
		Queue: connect.ContactQueue{ARN: salesARN, Name: "Sales desk"},
	}}
}

// boardOf applies the facts in their order.
func boardOf(facts ...connect.Fact) *Board {
	b := NewBoard()
	for _, f := range facts {
		b.Apply(f)
	}
	return b
}

// shown is the picture so many seconds after noon.
func shown(b *Board, seconds int) Snapshot {
	return b.Snapshot(at(seconds).Time(), heartbeatLimit)
}
