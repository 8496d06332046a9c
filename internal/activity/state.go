package activity

import (
	"reflect"
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// State is what the derivation knows of an agent after some of the agent's events: enough to go on from there, and small
// (a few kB). The zero State knows nothing. It is stored as JSON; its fields are for this package, but for
// Agent and Heard.
type State struct {
	Instance string         `json:"instance,omitempty"` // ARN
	Agent    string         `json:"agent,omitempty"`    // ARN
	Heard    connect.Millis `json:"heard,omitempty"`    // moment of the last event, whatever it told

	// Seen is the moment of the last event that showed the agent's state. Nothing told later can begin before Floor;
	// what claims to begins at Fallback.
	Seen     connect.Millis `json:"seen,omitempty"`
	Floor    connect.Millis `json:"floor,omitempty"`
	Fallback connect.Millis `json:"fallback,omitempty"`

	LoggedOut     bool           `json:"logged_out,omitempty"`
	Configuration *Configuration `json:"configuration,omitempty"`
	Status        *Status        `json:"status,omitempty"`   // open
	Contacts      []Contact      `json:"contacts,omitempty"` // open
	Left          []left         `json:"left,omitempty"`
	Session       *Session       `json:"session,omitempty"` // open
	Sweep         sweep          `json:"sweep,omitzero"`
}

// left remembers, for as long as it could matter, where a contact's last interval ended.
type left struct {
	ContactID connect.ContactID `json:"contact_id"`
	Since     connect.Millis    `json:"since"` // of the state that it ended
	End       connect.Millis    `json:"end"`
}

// Configuration is the part of an agent's configuration that intervals are grouped by.
type Configuration struct {
	RoutingProfile     string                    `json:"routing_profile,omitempty"` // ARN
	RoutingProfileName string                    `json:"routing_profile_name,omitempty"`
	Hierarchy          [5]connect.HierarchyGroup `json:"hierarchy,omitzero"` // levels 1 to 5
}

// AfterLogout is the state after a LOGOUT, whatever was before it: a LOGOUT is a safe place to start a derivation from.
func AfterLogout(e *connect.AgentEvent) State {
	m := machine{s: State{Instance: e.InstanceARN, Agent: e.AgentARN}, at: Moment(e)}
	m.logout()
	return m.finish()
}

// Equal tells whether two states are the same, so that what follows from them is.
func (s State) Equal(other State) bool { return reflect.DeepEqual(s, other) }

// Stale tells whether an agent who would still be online has been silent for longer than is normal: Amazon sends a
// heartbeat after 120 s without another event.
// Source: Amazon Connect Administrator Guide, "Agent event streams in Amazon Connect".
func (s State) Stale(now, after connect.Millis) bool {
	return s.Status != nil && s.Status.Online() && now-s.Heard > after
}

func (s State) clone() State {
	s.Contacts = slices.Clone(s.Contacts)
	s.Left = slices.Clone(s.Left)
	s.Sweep.Pending = slices.Clone(s.Sweep.Pending)
	s.Status = copied(s.Status)
	s.Session = copied(s.Session)
	return s
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	value := *p
	return &value
}

// said is the start that an event claims for a state, 0 when it says nothing: a time beyond the event is none.
func (m *machine) said(start connect.Millis) connect.Millis {
	if start > m.at {
		return 0
	}
	return start
}

// begin is where something begins that an event of this moment shows for the first time, by the start said.
func (m *machine) begin(start connect.Millis) connect.Millis {
	switch {
	case start == 0:
		return m.at
	case start < m.s.Floor:
		return min(m.s.Fallback, m.at)
	}
	return start
}

// configure takes over what a snapshot says of routing profile and hierarchy. Names change without a change of
// configuration; the newest is kept for what begins later.
func (m *machine) configure(s *connect.AgentSnapshot) {
	if s.RoutingProfile.ARN == "" && s.Hierarchy == ([5]connect.HierarchyGroup{}) {
		return
	}
	held := m.s.Configuration
	if held != nil && held.RoutingProfile == s.RoutingProfile.ARN && held.RoutingProfileName == s.RoutingProfile.Name &&
		held.Hierarchy == s.Hierarchy {
		return
	}
	m.s.Configuration = &Configuration{
		RoutingProfile: s.RoutingProfile.ARN, RoutingProfileName: s.RoutingProfile.Name, Hierarchy: s.Hierarchy,
	}
}

// same tells whether intervals of both configurations may be one.
func (c *Configuration) same(other *Configuration) bool {
	if c == nil || other == nil || c == other {
		return c == other
	}
	if c.RoutingProfile != other.RoutingProfile {
		return false
	}
	for level := range c.Hierarchy {
		if c.Hierarchy[level].ARN != other.Hierarchy[level].ARN {
			return false
		}
	}
	return true
}
