package activity

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// States of a contact at an agent.
// Source: Amazon Connect Administrator Guide, "Contact states in the agent event streams".
const (
	incoming   = "INCOMING"
	pending    = "PENDING"
	connecting = "CONNECTING"
	connected  = "CONNECTED"
	onHold     = "CONNECTED_ONHOLD"
	paused     = "PAUSED"
	missed     = "MISSED"
	rejected   = "REJECTED"
	failed     = "ERROR"
	ended      = "ENDED"
)

const (
	methodCallback = "CALLBACK"
	methodMonitor  = "MONITOR"
)

// Contact is an interval in which one contact was in one state at the agent.
type Contact struct {
	ContactID        connect.ContactID `json:"contact_id"`
	InitialContactID connect.ContactID `json:"initial_contact_id,omitempty"`
	Channel          string            `json:"channel,omitempty"`
	InitiationMethod string            `json:"initiation_method,omitempty"`
	Queue            connect.QueueRef  `json:"queue,omitzero"`
	State            string            `json:"state"`
	Since            connect.Millis    `json:"since"` // StateStartTimestamp
	Start            connect.Millis    `json:"start"`
	End              connect.Millis    `json:"end,omitempty"`
	Next             string            `json:"next,omitempty"`          // the state that followed; "" when the contact left the agent
	Configuration    *Configuration    `json:"configuration,omitempty"` // the agent's when the state began
	Gap              bool              `json:"gap,omitempty"`           // an event at one of its ends is missing
	Open             bool              `json:"open,omitempty"`          // not over: End is where it was cut off
	By               connect.Millis    `json:"by,omitempty"`
}

// Engages tells whether the state occupies the agent, so that routable time counts as on contact: connected, held,
// paused, in after-contact work, or being dialled. Listening in (MONITOR) does not.
// Source: Amazon Connect Administrator Guide, "Metrics definitions", "Agent on contact time".
func (c *Contact) Engages() bool {
	switch c.State {
	case connected, onHold, paused, ended:
		return c.InitiationMethod != methodMonitor
	case connecting:
		return connect.IsDialled(c.InitiationMethod)
	}
	return false
}

// Fails tells whether the state is one of the error states: missed, rejected, or error.
func (c *Contact) Fails() bool {
	return c.State == missed || c.State == rejected || c.State == failed
}

// Offer tells whether the interval is the offer of a contact to the agent: the ringing of an inbound contact, or a
// callback being presented, whose later CONNECTING is the dialling of the customer.
func (c *Contact) Offer() bool {
	switch c.State {
	case connecting:
		return !connect.IsDialled(c.InitiationMethod) && c.InitiationMethod != methodMonitor
	case incoming:
		return c.InitiationMethod == methodCallback
	}
	return false
}

// Accepted tells whether an offer was taken, which is decided at End and not while it is open. One that was missed, was rejected, failed or just went away was not.
func (c *Contact) Accepted() bool {
	switch c.Next {
	case pending, connected, onHold, paused, ended:
		return true
	case connecting:
		return c.State == incoming
	}
	return false
}

// shownContact tells whether a snapshot shows a contact in the interval held. The same state with a later start was left and
// entered again.
func (m *machine) shownContact(c *Contact, shown *connect.AgentContact) bool {
	return shown.State == c.State && m.said(shown.StateStart) <= c.Since
}

// fillContacts takes in the contacts of a previous snapshot and tells whether they are not the ones held.
func (m *machine) fillContacts(previous, current *connect.AgentSnapshot, gap bool) bool {
	hole := false
	for i := 0; i < len(m.s.Contacts); {
		held := &m.s.Contacts[i]
		now := find(current, held.ContactID)
		switch {
		case find(previous, held.ContactID) != nil || now != nil && m.shownContact(held, now):
			i++
			continue
		case now == nil:
			m.leave(i, m.at, gap)
		default: // it was away in between
			m.leave(i, max(held.Start, m.begin(m.said(now.StateStart))), gap)
		}
		hole = true
	}
	for i := range previous.Contacts {
		shown := &previous.Contacts[i]
		if now, held := find(current, shown.ContactID), m.held(shown.ContactID); now != nil && held >= 0 &&
			m.shownContact(&m.s.Contacts[held], now) {
			continue
		}
		hole = m.showContact(shown, gap) || hole
	}
	return hole
}

// showContact takes in a contact of a snapshot and tells whether it changes what is held.
func (m *machine) showContact(shown *connect.AgentContact, gap bool) bool {
	at, since := m.held(shown.ContactID), m.said(shown.StateStart)
	if at >= 0 && (m.shownContact(&m.s.Contacts[at], shown) || m.outdated(&m.s.Contacts[at], since)) {
		m.s.Contacts[at].learn(shown)
		return false
	}
	start := m.begin(since)
	if at < 0 {
		for _, l := range m.s.Left {
			if l.ContactID != shown.ContactID {
				continue
			}
			if since < l.Since && since != 0 {
				return false // an event out of order
			}
			start = max(start, l.End)
		}
		m.s.Contacts = append(m.s.Contacts, Contact{ContactID: shown.ContactID})
		at = len(m.s.Contacts) - 1
	} else {
		start = max(start, m.s.Contacts[at].Start)
		m.closeContact(&m.s.Contacts[at], start, shown.State, gap)
	}
	held := &m.s.Contacts[at]
	held.learn(shown)
	held.State, held.Start, held.Since = shown.State, start, since
	if held.Since == 0 {
		held.Since = start
	}
	keep(&held.InitiationMethod, shown.InitiationMethod) // not in learn: what an interval counts as may not change within it
	held.Configuration, held.Gap = m.s.Configuration, gap
	m.count(held, start, 1)
	return true
}

// outdated tells whether an event, out of order within the skew, shows a contact in a state from before the one held.
func (m *machine) outdated(held *Contact, since connect.Millis) bool {
	return since != 0 && since < held.Since && held.Since >= m.at-skew
}

// learn takes over what a snapshot says of the contact itself. A field that is no longer said keeps its value: a
// contact's queue is not forgotten because its after-contact work shows none.
func (c *Contact) learn(shown *connect.AgentContact) {
	keep(&c.InitialContactID, shown.InitialContactID)
	keep(&c.Channel, shown.Channel)
	if shown.Queue.ARN != "" {
		c.Queue = shown.Queue
	}
}

func keep[T ~string](field *T, said T) {
	if said != "" && said != *field {
		*field = said
	}
}

// leave ends the interval of a contact that is no longer at the agent.
func (m *machine) leave(i int, end connect.Millis, gap bool) {
	held := &m.s.Contacts[i]
	end = max(end, held.Start)
	m.closeContact(held, end, "", gap)
	m.s.Left = append(m.s.Left, left{ContactID: held.ContactID, Since: held.Since, End: end})
	m.s.Contacts = slices.Delete(m.s.Contacts, i, i+1)
}

func (m *machine) closeContact(held *Contact, end connect.Millis, next string, gap bool) {
	m.count(held, end, -1)
	if end == held.Start && !held.Offer() {
		return
	}
	row := *held
	row.End, row.Next, row.By, row.Gap = end, next, m.at, row.Gap || gap
	m.out.Contacts = append(m.out.Contacts, row)
}

// held is the place of a contact among those held, -1 if it has none.
func (m *machine) held(id connect.ContactID) int {
	for i := range m.s.Contacts {
		if m.s.Contacts[i].ContactID == id {
			return i
		}
	}
	return -1
}
