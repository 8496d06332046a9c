package activity

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// Class is what an agent's time counts as. The classes exclude each other, and the time online is on contact, idle or
// non-productive.
// Source: Amazon Connect Administrator Guide, "Metrics definitions", "Online time", "Agent on contact time", "Agent idle
// time", "Non-productive time".
type Class string

// The classes. A routable agent is on contact while any contact engages, and idle otherwise: also while one rings, and
// while one that was missed, was rejected or failed waits to be cleared. In a status of another type all time is
// non-productive, whatever contacts are handled meanwhile.
const (
	Unknown       Class = "" // no status seen
	OnContact     Class = "on_contact"
	Idle          Class = "idle"
	NonProductive Class = "non_productive"
	Offline       Class = "offline"
)

// Online tells whether the class is a part of the time online.
func (c Class) Online() bool { return c == OnContact || c == Idle || c == NonProductive }

// Stretch is an interval in which an agent's time counts as one thing. An agent's stretches never overlap, and they leave
// out nothing from the first status seen on.
type Stretch struct {
	Class         Class          `json:"class,omitempty"`
	Error         bool           `json:"error,omitempty"` // at least one contact is in an error state; overlaps with any class
	Start         connect.Millis `json:"start"`
	End           connect.Millis `json:"end,omitempty"`
	Configuration *Configuration `json:"configuration,omitempty"`
	Open          bool           `json:"open,omitempty"` // not over: End is where it was cut off
	By            connect.Millis `json:"by,omitempty"`
}

func (s *Stretch) counts() bool { return s.Class != Unknown || s.Error }

// sweep follows the changes of status and contacts in order of time. They become known out of order, by up to the skew.
type sweep struct {
	Type          string         `json:"type,omitempty"` // of the status; "" before any was seen
	Configuration *Configuration `json:"configuration,omitempty"`
	Engaging      int            `json:"engaging,omitempty"` // contacts
	Failing       int            `json:"failing,omitempty"`  // contacts
	Now           Stretch        `json:"now,omitzero"`       // the open stretch
	Pending       []point        `json:"pending,omitempty"`  // changes not yet decided, by time
}

// point is a change of a status or of the number of contacts that count.
type point struct {
	At            connect.Millis `json:"at"`
	Status        bool           `json:"status,omitempty"`
	Type          string         `json:"type,omitempty"`
	Configuration *Configuration `json:"configuration,omitempty"`
	Engaging      int            `json:"engaging,omitempty"`
	Failing       int            `json:"failing,omitempty"`
}

// count notes that a contact's interval begins (by 1) or ends (by -1), where that matters to an agent's time.
func (m *machine) count(c *Contact, at connect.Millis, by int) {
	switch {
	case c.Engages():
		m.point(point{At: at, Engaging: by})
	case c.Fails():
		m.point(point{At: at, Failing: by})
	}
}

// point notes a change. Of changes of one moment the last noted status counts.
func (m *machine) point(p point) {
	pending := m.s.Sweep.Pending
	i := len(pending)
	for i > 0 && pending[i-1].At > p.At {
		i--
	}
	m.s.Sweep.Pending = slices.Insert(pending, i, p)
}

// flush decides all changes before a moment.
func (m *machine) flush(before connect.Millis) {
	sweep := &m.s.Sweep
	n := 0
	for n < len(sweep.Pending) && sweep.Pending[n].At < before {
		at := sweep.Pending[n].At
		for ; n < len(sweep.Pending) && sweep.Pending[n].At == at; n++ {
			sweep.take(&sweep.Pending[n])
		}
		m.turn(at)
	}
	if n > 0 {
		sweep.Pending = slices.Delete(sweep.Pending, 0, n)
	}
}

func (s *sweep) take(p *point) {
	if p.Status {
		s.Type, s.Configuration = p.Type, p.Configuration
	}
	s.Engaging += p.Engaging
	s.Failing += p.Failing
}

// turn ends the open stretch if what it stands for has changed.
func (m *machine) turn(at connect.Millis) {
	sweep := &m.s.Sweep
	class := sweep.class()
	if now := &sweep.Now; class != now.Class || sweep.Failing > 0 != now.Error || !sweep.Configuration.same(now.Configuration) {
		m.cutStretch(at)
	}
}

// cutStretch ends the open stretch and begins the next.
func (m *machine) cutStretch(at connect.Millis) {
	sweep := &m.s.Sweep
	if now := sweep.Now; now.counts() && now.Start < at {
		now.End, now.By = at, m.at
		m.out.Stretches = append(m.out.Stretches, now)
	}
	sweep.Now = Stretch{Class: sweep.class(), Error: sweep.Failing > 0, Start: at, Configuration: sweep.Configuration}
}

func (s *sweep) class() Class {
	switch {
	case s.Type == "":
		return Unknown
	case s.Type == offline:
		return Offline
	case s.Type != routable:
		return NonProductive
	case s.Engaging > 0:
		return OnContact
	}
	return Idle
}
