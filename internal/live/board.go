package live

import (
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// What the board remembers. An event can come 24 hours late (EventBridge retries that long), a wait can last 7 days:
// what is older than both cannot change the picture any more. The greatest number of contacts bounds the memory (about
// 100 MB) when a flood comes; contacts that are over go first.
// Source: Amazon EventBridge User Guide, "How EventBridge retries delivering events".
const (
	memory       = 8 * 24 * time.Hour
	mostContacts = 200_000
	mostTexts    = 20_000 // ARNs, names and the like that are kept once
)

// clockSkew is how far, in milliseconds, a moment in an event may lie after the event itself: the envelope's time is cut
// to seconds, and two services' clocks differ.
const clockSkew connect.Millis = 60_000

// Board is the live state of the contact centre: a function of the set of facts received and of the moment of the question,
// whatever their order and number. It has no clock and no lock; one goroutine owns it.
type Board struct {
	contacts map[contactKey]*contact
	open     map[contactKey]*contact // those that may still wait
	agents   map[agentKey]*agent
	names    map[string]*register[string] // of queues, by ARN
	early    []connect.Fact               // events from the future, until their moment comes
	texts    texts
}

// NewBoard returns an empty board.
func NewBoard() *Board {
	return &Board{
		contacts: map[contactKey]*contact{},
		open:     map[contactKey]*contact{},
		agents:   map[agentKey]*agent{},
		names:    map[string]*register[string]{},
		texts:    texts{},
	}
}

// Apply takes a fact in and reports whether it changed anything that a snapshot may show. It keeps nothing of the fact's
// memory.
func (b *Board) Apply(f connect.Fact) bool {
	switch {
	case f.ContactEvent != nil:
		return b.applyContactEvent(f.ContactEvent)
	case f.AgentEvent != nil:
		return b.applyAgentEvent(f.AgentEvent)
	case f.Contact != nil:
		return b.applyContact(f.Contact)
	}
	return false
}

func (b *Board) applyContactEvent(e *connect.ContactEvent) bool {
	at := connect.FactTime(connect.Fact{ContactEvent: e})
	key, c := b.contact(e.InstanceARN, e.ContactID, at)
	changed := c.channel.offer(at, b.texts.intern(e.Channel))
	changed = c.method.offer(at, b.texts.intern(e.InitiationMethod)) || changed
	changed = c.queue.offer(at, b.texts.intern(e.QueueARN)) || changed
	changed = c.previous.offer(at, connect.ContactID(strings.Clone(string(e.PreviousContactID)))) || changed
	begun := e.Initiation
	if begun == 0 {
		begun = at // seen on events of 2021
	}
	c.initiated = earlier(c.initiated, begun)
	to := ranks[e.EventType]
	if to == queued {
		enqueued := e.Enqueue
		if enqueued == 0 || enqueued > at+clockSkew {
			enqueued = at
		}
		was := c.enqueued
		c.enqueued = earlier(was, enqueued)
		changed = changed || was != c.enqueued
	}
	return b.advance(key, c, to) || changed
}

// applyContact takes a contact record, which exists only of contacts that are over.
func (b *Board) applyContact(r *connect.Contact) bool {
	key, c := b.contact(r.InstanceARN, r.ContactID, r.LastUpdate)
	changed := b.Name(r.Queue.ARN, r.Queue.Name, r.LastUpdate)
	changed = c.queue.offer(r.LastUpdate, b.texts.intern(r.Queue.ARN)) || changed
	return b.advance(key, c, completed) || changed
}

func (b *Board) applyAgentEvent(e *connect.AgentEvent) bool {
	changed := b.heed(e, e.Current)
	changed = b.heed(e, e.Previous) || changed
	key := agentKey(b.texts.intern(e.AgentARN))
	a := b.agents[key]
	if a == nil {
		a = &agent{}
		b.agents[key] = a
	}
	seen := sighting{at: e.Timestamp, id: strings.Clone(e.EventID), out: e.EventType == "LOGOUT", shown: e.Current != nil}
	if e.Current != nil {
		seen.state = b.stateOf(e.InstanceARN, e.Current)
	}
	return a.see(seen, e.EventType == "HEART_BEAT") || changed
}

// heed learns from a snapshot, current or previous, what holds whatever came later: names of queues, and contacts that
// an agent has taken. A previous snapshot fills the hole that a lost event leaves.
func (b *Board) heed(e *connect.AgentEvent, s *connect.AgentSnapshot) bool {
	if s == nil {
		return false
	}
	changed := false
	for _, q := range s.RoutingProfile.InboundQueues {
		changed = b.Name(q.ARN, q.Name, e.Timestamp) || changed
	}
	for _, held := range s.Contacts {
		changed = b.Name(held.Queue.ARN, held.Queue.Name, e.Timestamp) || changed
		if (agentContact{state: held.State}).took() {
			key, c := b.contact(e.InstanceARN, held.ContactID, e.Timestamp)
			changed = b.advance(key, c, connectedToAgent) || changed
		}
	}
	return changed
}

// stateOf copies what the board needs of a snapshot.
func (b *Board) stateOf(instanceARN string, s *connect.AgentSnapshot) agentState {
	state := agentState{online: s.Status.Type != "OFFLINE" && s.Status.Type != "", routable: s.Status.Type == "ROUTABLE"}
	for _, q := range s.RoutingProfile.InboundQueues {
		if q.ARN != "" && !connect.IsAgentQueue(q.ARN) {
			state.queues = append(state.queues, b.texts.intern(q.ARN))
		}
	}
	slices.Sort(state.queues)
	state.queues = slices.Compact(state.queues) // one queue is listed once per channel
	for _, held := range s.Contacts {
		state.contacts = append(state.contacts, agentContact{
			key:    b.key(instanceARN, held.ContactID),
			state:  b.texts.intern(held.State),
			method: b.texts.intern(held.InitiationMethod),
		})
	}
	return state
}

func (b *Board) key(instanceARN string, id connect.ContactID) contactKey {
	return contactKey{instance: b.texts.intern(instanceID(instanceARN)), id: connect.ContactID(strings.Clone(string(id)))}
}

// contact finds or makes the contact and notes that a fact of the moment at speaks of it.
func (b *Board) contact(instanceARN string, id connect.ContactID, at connect.Millis) (contactKey, *contact) {
	key := contactKey{instance: instanceID(instanceARN), id: id}
	c := b.contacts[key]
	if c == nil {
		c = &contact{}
		key = b.key(instanceARN, id)
		b.contacts[key] = c
		b.open[key] = c
	}
	c.lastSeen = max(c.lastSeen, at)
	return key, c
}

// advance raises a contact's rank and reports whether it did.
func (b *Board) advance(key contactKey, c *contact, to rank) bool {
	if to <= c.rank {
		return false
	}
	c.rank = to
	if c.gone() {
		delete(b.open, key)
	}
	return true
}

// Name notes what a queue was called at a moment and reports whether that changed anything.
func (b *Board) Name(arn, name string, at connect.Millis) bool {
	if arn == "" || name == "" {
		return false
	}
	known := b.names[arn]
	if known == nil {
		known = &register[string]{}
		b.names[b.texts.intern(arn)] = known
	}
	return known.offer(at, b.texts.intern(name))
}
