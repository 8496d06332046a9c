package activity

import "github.com/ringside/ringside/internal/connect"

// Types of a status.
// Source: Amazon Connect Administrator Guide, "Agent event streams data model", AgentStatus.
const (
	routable = "ROUTABLE"
	offline  = OfflineType
)

// OfflineType is the type of the status in which an agent is not online.
const OfflineType = "OFFLINE"

// Status is an interval of one status under one configuration: routing profile and hierarchy. After a LOGOUT it is one
// of type OFFLINE with no name.
type Status struct {
	ARN   string         `json:"arn,omitempty"`
	Name  string         `json:"name,omitempty"`
	Type  string         `json:"type,omitempty"` // ROUTABLE, CUSTOM, OFFLINE; unknown words are kept and count as CUSTOM
	Since connect.Millis `json:"since"`          // StartTimestamp; intervals of one status parted by a change of configuration share it

	Start         connect.Millis `json:"start"`
	End           connect.Millis `json:"end,omitempty"`
	Configuration *Configuration `json:"configuration,omitempty"`
	Gap           bool           `json:"gap,omitempty"`  // an event at one of its ends is missing
	Open          bool           `json:"open,omitempty"` // not over: End is where it was cut off
	By            connect.Millis `json:"by,omitempty"`
}

// Online tells whether the status is any but Offline.
func (s *Status) Online() bool { return s.Type != offline }

func (s *Status) loggedOut() bool { return s.Type == offline && s.ARN == "" && s.Name == "" }

// shownStatus tells whether a snapshot's status is the one held. The same status with a later start was left and entered
// again; without a start, or with an earlier one, nothing speaks for that.
func (m *machine) shownStatus(shown connect.AgentStatus) bool {
	held := m.s.Status
	if held == nil {
		return false
	}
	if m.said(shown.Start) > held.Since {
		return false
	}
	return m.away(shown) || sameStatusName(connect.AgentStatus{ARN: held.ARN, Name: held.Name, Type: held.Type}, shown)
}

// away tells whether the agent is held to be logged out and is shown to be offline, which is no news: Connect sets the
// status a moment before or after the LOGOUT.
func (m *machine) away(shown connect.AgentStatus) bool {
	return m.s.Status != nil && m.s.Status.loggedOut() && shown.Type == offline
}

// showStatus takes in a snapshot's status and tells whether it changes the one held.
func (m *machine) showStatus(s *connect.AgentSnapshot, gap bool) bool {
	held, shown := m.s.Status, s.Status
	if shown.Type == "" {
		return false // nothing known of it
	}
	if m.shownStatus(shown) {
		return false
	}
	since := m.said(shown.Start)
	start := m.begin(since)
	if held != nil {
		start = max(start, held.Start)
	}
	m.configure(s)
	m.closeStatus(start, gap)
	m.openStatus(Status{
		ARN: shown.ARN, Name: shown.Name, Type: shown.Type, Since: since,
		Start: start, Configuration: m.s.Configuration, Gap: gap,
	})
	return true
}

// reconfigure parts the status held where routing profile or hierarchy changed.
func (m *machine) reconfigure() {
	next := *m.s.Status
	at := max(m.at, next.Start)
	m.closeStatus(at, false)
	next.Start, next.Configuration, next.Gap = at, m.s.Configuration, false
	m.openStatus(next)
}

func (m *machine) openStatus(s Status) {
	if s.Since == 0 {
		s.Since = s.Start
	}
	m.s.Status = &s
	m.point(point{At: s.Start, Status: true, Type: s.Type, Configuration: s.Configuration})
	if s.Online() {
		m.openSession(s.Start)
	}
}

func (m *machine) closeStatus(end connect.Millis, gap bool) {
	held := m.s.Status
	if held == nil {
		return
	}
	if end > held.Start {
		row := *held
		row.End, row.By, row.Gap = end, m.at, row.Gap || gap
		m.out.Statuses = append(m.out.Statuses, row)
	}
	m.s.Status = nil
}
