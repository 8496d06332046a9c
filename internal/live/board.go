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
	contacts  map[contactKey]*contact
	open      map[contactKey]*contact // those that may still wait
	recent    map[contactKey]*contact // those that have left since the readings in use, perhaps more
	read      map[Place]*placeRead
	agents    map[agentKey]*agent
	tally     *tally                       // of the agents; nil when it has to be made anew
	limited   limitedTallies               // of what scopes see of them
	instances map[string]string            // of all these, ARN by key
	names     map[string]*register[string] // of queues, by ARN
	early     []connect.Fact               // events from the future, until their moment comes
	texts     texts
}

// NewBoard returns an empty board.
func NewBoard() *Board {
	return &Board{
		contacts:  map[contactKey]*contact{},
		open:      map[contactKey]*contact{},
		recent:    map[contactKey]*contact{},
		read:      map[Place]*placeRead{},
		agents:    map[agentKey]*agent{},
		instances: map[string]string{},
		names:     map[string]*register[string]{},
		texts:     texts{},
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
	changed := c.channel.offer(at, b.texts.intern(countedAs(e.Channel)))
	changed = c.method.offer(at, b.texts.intern(e.InitiationMethod)) || changed
	changed = c.queue.offer(at, b.texts.intern(e.QueueARN)) || changed
	changed = c.previous.offer(at, connect.ContactID(strings.Clone(string(e.PreviousContactID)))) || changed
	begun := e.Initiation
	if begun == 0 {
		begun = at // seen on events of 2021
	}
	c.initiated = earlier(c.initiated, begun)
	to := ranks[e.EventType]
	if to >= queued {
		was := c.enqueued
		c.enqueued = earlier(was, enqueued(e, to, at))
		changed = changed || was != c.enqueued
	}
	c.goOn(to, reached(e, to, at))
	return b.advance(key, c, to) || changed
}

// countedAs is the channel in which Amazon Connect counts a contact: a video call is one of VOICE, whatever an event calls it.
// Counted apart it would be counted twice, by the event and within the reading of its queue. Its API
// knows no channel of that name, and in-app, web and video calls (connect:WebRTC) are a subtype of voice.
// Source: Amazon Connect API Reference, "Contact", Channel; Agent Workspace Developer Guide, "Get the type of contact",
// https://docs.aws.amazon.com/agentworkspace/latest/devguide/3P-apps-contact-requests-getchanneltype.html, read 2026-11-23.
func countedAs(channel string) string {
	if channel == "VIDEO" {
		return "VOICE"
	}
	return channel
}

// enqueued is when the contact was put into its queue, by an event of a rank; 0 when the event does not say it.
func enqueued(e *connect.ContactEvent, to rank, at connect.Millis) connect.Millis {
	if e.Enqueue != 0 && e.Enqueue <= at+clockSkew {
		return e.Enqueue
	}
	if to == queued {
		return at
	}
	return 0
}

// reached is when the contact got to the rank of an event.
func reached(e *connect.ContactEvent, to rank, at connect.Millis) connect.Millis {
	if to == connectedToAgent && e.ConnectedToAgent != 0 && e.ConnectedToAgent <= at {
		return e.ConnectedToAgent
	}
	return at
}

// applyContact takes a contact record, which exists only of contacts that are over.
func (b *Board) applyContact(r *connect.Contact) bool {
	key, c := b.contact(r.InstanceARN, r.ContactID, r.LastUpdate)
	changed := b.Name(r.Queue.ARN, r.Queue.Name, r.LastUpdate)
	changed = c.queue.offer(r.LastUpdate, b.texts.intern(r.Queue.ARN)) || changed
	c.enqueued = earlier(c.enqueued, r.Queue.Enqueue)
	over := r.LastUpdate
	for _, at := range [...]connect.Millis{r.Queue.Dequeue, r.Agent.ConnectedToAgent, r.Disconnect} {
		over = earlier(over, at)
	}
	c.goOn(completed, over)
	return b.advance(key, c, completed) || changed
}

func (b *Board) applyAgentEvent(e *connect.AgentEvent) bool {
	changed := b.heed(e, e.Current)
	changed = b.heed(e, e.Previous) || changed
	instance, key := b.meet(e.InstanceARN), agentKey(b.texts.intern(e.AgentARN))
	a := b.agents[key]
	if a == nil {
		a = &agent{instance: instance}
		b.agents[key] = a
	}
	seen := sighting{
		at: e.Timestamp, id: strings.Clone(e.EventID), out: e.EventType == "LOGOUT", shown: e.Current != nil,
		look: lookOf(e.Current), before: lookOf(e.Previous),
	}
	switch {
	case e.Current != nil:
		seen.state = b.stateOf(e, a.shown.state.profile)
	case e.EventType != "LOGIN" && e.EventType != "LOGOUT":
		return a.hear(e.Timestamp) || changed // it says nothing else
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
		changed = b.heedContact(e, held) || changed
	}
	return changed
}

// heedContact learns of a contact at an agent whether it rings there, went back to its queue, or was taken.
func (b *Board) heedContact(e *connect.AgentEvent, held connect.AgentContact) bool {
	since := held.StateStart
	if since == 0 || since > e.Timestamp {
		since = e.Timestamp
	}
	state := agentContact{state: held.State}
	if !state.took() && !state.offered() && !state.fails() {
		return false
	}
	key, c := b.contact(e.InstanceARN, held.ContactID, e.Timestamp)
	switch {
	case state.took():
		if held.ConnectedToAgent != 0 {
			since = earlier(since, held.ConnectedToAgent)
		}
		c.goOn(connectedToAgent, since)
		return b.advance(key, c, connectedToAgent)
	case state.offered():
		c.offered = max(c.offered, since)
	default:
		c.returned = max(c.returned, since)
	}
	return false
}

// stateOf copies what the board needs of an event's current snapshot. Known is the profile that the agent had, which is
// shared if it is still the same.
func (b *Board) stateOf(e *connect.AgentEvent, known *agentProfile) agentState {
	s := e.Current
	state := agentState{status: b.statusOf(s.Status), next: b.statusOf(s.NextStatus), profile: b.profileOf(e)}
	if state.profile.equal(known) {
		state.profile = known
	}
	for _, held := range s.Contacts {
		state.contacts = append(state.contacts, agentContact{
			key:       b.key(e.InstanceARN, held.ContactID),
			channel:   b.texts.intern(held.Channel),
			method:    b.texts.intern(held.InitiationMethod),
			state:     b.texts.intern(held.State),
			since:     held.StateStart,
			connected: held.ConnectedToAgent,
			queued:    held.Queued,
			queue:     b.texts.intern(held.Queue.ARN),
		})
	}
	for _, slots := range s.RoutingProfile.Concurrency {
		slots.Channel = b.texts.intern(slots.Channel)
		state.slots = append(state.slots, slots)
	}
	return state
}

func (b *Board) statusOf(s connect.AgentStatus) connect.AgentStatus {
	return connect.AgentStatus{ARN: b.texts.intern(s.ARN), Name: b.texts.intern(s.Name), Type: b.texts.intern(s.Type), Start: s.Start}
}

func (b *Board) profileOf(e *connect.AgentEvent) *agentProfile {
	s := e.Current
	p := &agentProfile{
		instance: b.texts.intern(e.InstanceARN),
		name:     connect.FullName(s.FirstName, s.LastName),
		login:    strings.Clone(s.Username),
		routing:  Named{b.texts.intern(s.RoutingProfile.ARN), b.texts.intern(s.RoutingProfile.Name)},
	}
	for i, group := range s.Hierarchy {
		p.hierarchy[i] = Named{b.texts.intern(group.ARN), b.texts.intern(group.Name)}
	}
	for _, q := range s.RoutingProfile.InboundQueues {
		if q.ARN != "" && !connect.IsAgentQueue(q.ARN) {
			p.queues = append(p.queues, b.texts.intern(q.ARN))
		}
	}
	slices.Sort(p.queues)
	p.queues = slices.Compact(p.queues) // one queue is listed once per channel
	return p
}

func (b *Board) key(instanceARN string, id connect.ContactID) contactKey {
	return contactKey{instance: b.meet(instanceARN), id: connect.ContactID(strings.Clone(string(id)))}
}

// contact finds or makes the contact and notes that a fact of the moment at speaks of it.
func (b *Board) contact(instanceARN string, id connect.ContactID, at connect.Millis) (contactKey, *contact) {
	key := contactKey{instance: b.meet(instanceARN), id: id}
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
		b.recent[key] = c
	}
	return true
}
