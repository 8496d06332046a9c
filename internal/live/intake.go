package live

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// worthwhile copies the facts that can matter to the present: nothing older than the board's memory, nothing rejected.
func (h *Hub) worthwhile(facts []connect.Fact) []connect.Fact {
	now := h.opts.Clock.Now()
	var batch []connect.Fact
	for _, f := range facts {
		switch {
		case tooOld(f, now):
		default:
			if tooNew(f, now) {
				h.stats.ignored.Add(1)
			}
			batch = append(batch, detach(f))
		}
	}
	return batch
}

// detach copies what the board looks at, so that the giver may reuse the fact at once. Strings are immutable and shared.
func detach(f connect.Fact) connect.Fact {
	switch {
	case f.ContactEvent != nil:
		e := *f.ContactEvent
		return connect.Fact{Kind: f.Kind, ContactEvent: &e}
	case f.AgentEvent != nil:
		e := *f.AgentEvent
		e.Current, e.Previous = detachSnapshot(e.Current), detachSnapshot(e.Previous)
		return connect.Fact{Kind: f.Kind, AgentEvent: &e}
	case f.Contact != nil:
		return connect.Fact{Kind: f.Kind, Contact: &connect.Contact{
			InstanceARN: f.Contact.InstanceARN, ContactID: f.Contact.ContactID, LastUpdate: f.Contact.LastUpdate,
			Disconnect: f.Contact.Disconnect, Queue: f.Contact.Queue,
			Agent: connect.ContactAgent{ConnectedToAgent: f.Contact.Agent.ConnectedToAgent},
		}}
	}
	return connect.Fact{}
}

func detachSnapshot(s *connect.AgentSnapshot) *connect.AgentSnapshot {
	if s == nil {
		return nil
	}
	c := *s
	c.RoutingProfile.InboundQueues = slices.Clone(s.RoutingProfile.InboundQueues)
	c.RoutingProfile.Concurrency = slices.Clone(s.RoutingProfile.Concurrency)
	c.Contacts = slices.Clone(s.Contacts)
	return &c
}
