package live

import "github.com/ringside/ringside/internal/connect"

// agentKey is an agent's identity; ARNs contain the instance.
type agentKey string

// sighting is one agent event as far as the board needs it. Of two events of the same moment the greater id is newer.
type sighting struct {
	at    connect.Millis
	id    string
	out   bool // LOGOUT
	shown bool // the event had a current snapshot
	state agentState
}

func (s sighting) newerThan(t sighting) bool {
	return s.at > t.at || (s.at == t.at && s.id > t.id)
}

// agentState is what a snapshot says of an agent.
type agentState struct {
	online   bool // status is not offline
	routable bool
	contacts []agentContact
	queues   []string // ARNs of the routing profile's inbound queues
}

// agentContact is one contact an agent has.
type agentContact struct {
	key    contactKey
	state  string
	method string
}

// agent keeps the newest heartbeat and the newest other event apart, because a heartbeat never brings back an agent who
// has logged out: Amazon Connect goes on sending them for up to an hour.
// Source: Amazon Connect Administrator Guide, "Agent event streams in Amazon Connect".
type agent struct {
	step  sighting       // newest LOGIN, LOGOUT or STATE_CHANGE
	beat  sighting       // newest HEART_BEAT with a snapshot
	shown sighting       // newest event of any type with a snapshot
	heard connect.Millis // newest event
}

// see takes a sighting and reports whether it may change what is shown.
func (a *agent) see(s sighting, heartbeat bool) bool {
	a.heard = max(a.heard, s.at)
	if s.shown && s.newerThan(a.shown) {
		a.shown = s
	}
	switch {
	case heartbeat && s.shown && s.newerThan(a.beat):
		a.beat = s
	case !heartbeat && s.newerThan(a.step):
		a.step = s
	default:
		return false
	}
	return true
}

// serves lists the queues of the agent's newest known routing profile, whether the agent is there or not.
func (a *agent) serves() []string { return a.shown.state.queues }

// now is the agent's state by the newest event that counts. A LOGIN without snapshot opens a session whose status is not
// known yet: the agent is online from the first status seen.
func (a *agent) now() agentState {
	newest := a.step
	if !a.step.out && a.beat.newerThan(a.step) {
		newest = a.beat
	}
	if newest.out || !newest.shown {
		return agentState{}
	}
	return newest.state
}

// available is Amazon Connect's "Agents available": routable and without any contact, a ringing or missed one included.
func (s agentState) available() bool { return s.online && s.routable && len(s.contacts) == 0 }

// onContact is Amazon Connect's "Agents on contact".
func (s agentState) onContact() bool {
	for _, c := range s.contacts {
		if c.engages() {
			return true
		}
	}
	return false
}

// engages reports whether the contact occupies its agent: connected, held, paused, in after-contact work, or being
// dialled. A supervisor who listens (MONITOR) is not on a contact. The ringing of an API contact is an inbound ring.
func (c agentContact) engages() bool {
	if c.method == methodMonitor {
		return false
	}
	switch c.state {
	case "CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "ENDED":
		return true
	case "CONNECTING":
		return connect.IsDialled(c.method)
	}
	return false
}

// offered reports whether the contact is on its way to the agent, and so out of its queue as long as this lasts.
func (c agentContact) offered() bool {
	return c.state == "CONNECTING" || c.state == "INCOMING" || c.state == "PENDING"
}

// took reports whether the contact has left its queue for good: an agent had it, or lost it to an error. A missed or
// rejected one goes back to its place.
func (c agentContact) took() bool {
	switch c.state {
	case "CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "ENDED", "ERROR":
		return true
	}
	return false
}
