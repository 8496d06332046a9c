package live

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// agentKey is an agent's identity; ARNs contain the instance.
type agentKey string

// sighting is one agent event as far as the board needs it.
type sighting struct {
	at    connect.Millis
	id    string
	out   bool // LOGOUT
	shown bool // the event had a current snapshot
	// missing is of no event, but of a roll without the agent, who is offline, and was not seen to go.
	missing bool
	state   agentState

	look, before uint64 // of the current snapshot and the previous one
}

// newerThan tells by the moment, and of the same moment by the id, which says nothing but is the same in any order.
func (s sighting) newerThan(t sighting) bool {
	return s.at > t.at || (s.at == t.at && s.id > t.id)
}

// agentState is what a snapshot says of an agent.
type agentState struct {
	status, next connect.AgentStatus // next is zero when none is queued up
	profile      *agentProfile       // nil in the zero state alone
	contacts     []agentContact
	slots        []connect.ChannelSlots // by channel, one each
}

// agentProfile is who an agent is and what the agent serves. It hardly ever changes, so the sightings of an agent share one.
type agentProfile struct {
	instance    string // ARN
	name, login string
	routing     Named
	hierarchy   [5]Named
	queues      []string // ARNs of the routing profile's inbound queues, sorted, without the agent's own
}

func (p *agentProfile) equal(q *agentProfile) bool {
	return p != nil && q != nil && p.instance == q.instance && p.name == q.name && p.login == q.login && p.routing == q.routing &&
		p.hierarchy == q.hierarchy && slices.Equal(p.queues, q.queues)
}

// agentContact is one contact an agent has.
type agentContact struct {
	key       contactKey
	channel   string
	method    string
	state     string
	since     connect.Millis // of the state
	connected connect.Millis // to this agent; 0: not yet
	queued    connect.Millis // 0: never
	queue     string         // ARN, "" for none
}

// agent keeps the newest heartbeat and the newest other event apart, because a heartbeat never brings back an agent who
// has logged out: Amazon Connect goes on sending them for up to an hour.
// Source: Amazon Connect Administrator Guide, "Agent event streams in Amazon Connect".
type agent struct {
	instance string // key

	step  sighting       // newest LOGIN, LOGOUT or STATE_CHANGE
	steps []sighting     // those of its second, nil when there is one
	beat  sighting       // newest HEART_BEAT with a snapshot
	away  connect.Millis // moment of the newest roll in which the agent was missing
	shown sighting       // newest event of any type with a snapshot
	heard connect.Millis // newest event
	told  *AgentState    // as last told
	fresh bool           // told and share are still so, but for what time brings
	share share          // as last counted
}

// see takes a sighting and reports whether it may change what is shown.
func (a *agent) see(s sighting, heartbeat bool) bool {
	changed := a.hear(s.at)
	if s.shown && s.newerThan(a.shown) {
		a.shown, a.fresh = s, false
	}
	switch {
	case heartbeat && s.shown && s.newerThan(a.beat):
		a.beat = s
	case !heartbeat && a.proceed(s):
	default:
		return changed
	}
	a.fresh = false
	return true
}

// hear notes that something was heard of the agent, and reports whether that may change what is shown: since when one who is
// stale was silent.
func (a *agent) hear(at connect.Millis) bool {
	if at <= a.heard {
		return false
	}
	a.heard = at
	if a.told == nil || !a.told.Stale {
		return false
	}
	a.fresh = false
	return true
}

// profile is the agent's newest known one, whether the agent is there or not.
func (a *agent) profile() *agentProfile { return a.shown.state.profile.known() }

// known is the profile, an empty one where none was ever seen.
func (p *agentProfile) known() *agentProfile {
	if p == nil {
		return &agentProfile{}
	}
	return p
}

// newest is the newest event that counts, or the roll in which the agent was missing: after that a heartbeat counts as
// any event does, unless the agent has logged out.
func (a *agent) newest() sighting {
	newest := a.step
	if !a.step.out && a.beat.newerThan(a.step) {
		newest = a.beat
	}
	if a.away > newest.at {
		return sighting{at: a.away, out: true, missing: true}
	}
	return newest
}

// miss notes that a roll did not have the agent.
func (a *agent) miss(at connect.Millis) {
	a.away, a.heard, a.fresh = at, max(a.heard, at), false
}

// now is the agent's state by the newest event that counts. A LOGIN without snapshot opens a session whose status is not
// known yet: the agent is online from the first status seen.
func (a *agent) now() agentState {
	newest := a.newest()
	if newest.out || !newest.shown {
		return agentState{}
	}
	return newest.state
}

// Types of a status; a word that is neither is non-productive, as CUSTOM.
// Source: Amazon Connect Administrator Guide, "Agent event streams data model", AgentStatus.
const (
	typeRoutable = "ROUTABLE"
	typeOffline  = "OFFLINE"
)

func (s agentState) online() bool   { return s.status.Type != typeOffline && s.status.Type != "" }
func (s agentState) routable() bool { return s.status.Type == typeRoutable }

// here reports whether there is something to show of the agent: who has gone offline may still have a contact.
func (s agentState) here() bool { return s.online() || len(s.contacts) > 0 }

// available is Amazon Connect's "Agents available": routable and without any contact, a ringing or missed one included.
func (s agentState) available() bool { return s.routable() && len(s.contacts) == 0 }

// onContact is Amazon Connect's "Agents on contact".
func (s agentState) onContact() bool { return slices.ContainsFunc(s.contacts, agentContact.engages) }

// failing is Amazon Connect's "Agents in error state".
func (s agentState) failing() bool { return slices.ContainsFunc(s.contacts, agentContact.fails) }

// freeSlots is how many more contacts the agent may be given: none as soon as another status is queued up.
func (s agentState) freeSlots() int64 {
	var free int64
	if s.routable() && s.next.Name == "" && s.next.ARN == "" {
		for _, slot := range s.slots {
			free += slot.AvailableSlots
		}
	}
	return free
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
	}
	return c.dialled()
}

// dialled reports whether the contact's customer is being called.
func (c agentContact) dialled() bool {
	return c.state == "CONNECTING" && connect.IsDialled(c.method)
}

// fails reports whether the contact is in one of the error states.
func (c agentContact) fails() bool {
	return c.state == "MISSED" || c.state == "REJECTED" || c.state == "ERROR"
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
