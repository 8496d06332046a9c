package metric

import (
	"cmp"
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// Presence follows one agent through agent events in order of time: is the agent online? Its zero value is an agent of
// whom nothing is known, who is not online.
//
// An event tells something by the type of its current status: online if it is not OFFLINE. LOGOUT always means offline,
// and after it only LOGIN or STATE_CHANGE can bring the agent back: Amazon sends heartbeats for up to an hour after a
// logout, even ones that say Available. An event without a current status, such as a LOGIN, tells nothing by itself. A
// silent agent keeps the last status.
// Source: Amazon Connect Administrator Guide, "Agent event streams data model" and "Real-time metrics definitions".
type Presence struct {
	online    bool
	loggedOut bool
}

// Online is the state after the events so far.
func (p *Presence) Online() bool { return p.online }

// Step takes in the next event and reports whether that event shows the agent online. StatusType is the type of the
// current status, "" when the event has none.
func (p *Presence) Step(eventType, statusType string) bool {
	switch eventType {
	case "LOGOUT":
		p.online, p.loggedOut = false, true
		return false
	case "HEART_BEAT":
		if p.loggedOut {
			return false
		}
	default:
		p.loggedOut = false
	}
	if statusType == "" {
		return false
	}
	p.online = statusType != "OFFLINE"
	return p.online
}

// AgentsOnline is the reference for the aggregate OnlineAgents: the ARNs, sorted, of the agents whom an event in
// [from, to) shows online, or whom the events before from left online. Events of one moment count in order of EventID.
func AgentsOnline(events []connect.AgentEvent, from, to connect.Millis) []string {
	sorted := slices.Clone(events)
	slices.SortFunc(sorted, func(a, b connect.AgentEvent) int {
		return cmp.Or(cmp.Compare(a.AgentARN, b.AgentARN), cmp.Compare(a.Timestamp, b.Timestamp), cmp.Compare(a.EventID, b.EventID))
	})
	var online []string
	for len(sorted) > 0 {
		agent := sorted[0].AgentARN
		end := slices.IndexFunc(sorted, func(e connect.AgentEvent) bool { return e.AgentARN != agent })
		if end < 0 {
			end = len(sorted)
		}
		if agent != "" && onlineWithin(sorted[:end], from, to) {
			online = append(online, agent)
		}
		sorted = sorted[end:]
	}
	return online
}

// onlineWithin decides for the events of one agent, in order.
func onlineWithin(events []connect.AgentEvent, from, to connect.Millis) bool {
	var presence Presence
	for i := range events {
		e := &events[i]
		if e.Timestamp >= to {
			break
		}
		if e.Timestamp >= from && presence.Online() {
			return true
		}
		if presence.Step(e.EventType, statusType(e)) && e.Timestamp >= from {
			return true
		}
	}
	return presence.Online()
}

func statusType(e *connect.AgentEvent) string {
	if e.Current == nil {
		return ""
	}
	return e.Current.Status.Type
}
