package activity

import (
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// Timeline is what the events of one agent say happened, in intervals. Each list is in the order in which its rows were
// decided; By of a row is the moment of the event that decided it. Bounds are half open.
type Timeline struct {
	Instance  string // ARN
	Agent     string // ARN
	Statuses  []Status
	Contacts  []Contact
	Stretches []Stretch
	Sessions  []Session
	Gaps      []Gap
}

// Gap is a stretch in which at least one event is missing: the event at its end did not find what the one at its start
// left.
type Gap struct {
	Start connect.Millis
	End   connect.Millis
	By    connect.Millis
}

// Derive goes on from a state with the events of one agent, in any order and each any number of times, and gives the
// intervals that they decide and the state after them. It does not change before.
//
// The events of one moment (see Moment) belong into one call, and every later call must bring later moments only. Then
//
//	Derive(s, a ∪ b)  =  Derive(s, a), then Derive with the state that it gave, b
//
// so that a store can keep states beside its intervals and derive a touched stretch alone; see the package's comment.
func Derive(before State, events []*connect.AgentEvent) (Timeline, State) {
	m := machine{s: before.clone()}
	all := inOrder(events)
	for len(all) > 0 {
		end := 1
		for end < len(all) && all[end].at == all[0].at {
			end++
		}
		m.moment(all[:end])
		all = all[end:]
	}
	state := m.finish()
	m.out.Instance, m.out.Agent = state.Instance, state.Agent
	return m.out, state
}

// ByAgent sorts events by AgentARN, which contains the instance.
func ByAgent(events []*connect.AgentEvent) map[string][]*connect.AgentEvent {
	agents := map[string][]*connect.AgentEvent{}
	for _, e := range events {
		agents[e.AgentARN] = append(agents[e.AgentARN], e)
	}
	return agents
}

// Open gives what still goes on in a state, cut off at a moment: a silent agent keeps the last status, and a session
// without LOGOUT stays open. The rows have Open set. What began at or after until is left out.
func (s State) Open(until connect.Millis) Timeline {
	m := machine{s: s.clone(), at: until}
	m.flush(until)
	out := Timeline{Instance: s.Instance, Agent: s.Agent, Stretches: m.out.Stretches}
	for i := range out.Stretches {
		out.Stretches[i].By = 0 // no event has decided it: one within the skew may still change it
	}
	if open := m.s.Sweep.Now; open.counts() && open.Start < until {
		open.End, open.Open = until, true
		out.Stretches = append(out.Stretches, open)
	}
	if s.Status != nil && s.Status.Start < until {
		row := *s.Status
		row.End, row.Open = until, true
		out.Statuses = append(out.Statuses, row)
	}
	for _, row := range s.Contacts {
		if row.Start < until {
			row.End, row.Open = until, true
			out.Contacts = append(out.Contacts, row)
		}
	}
	if s.Session != nil && s.Session.Start < until {
		row := *s.Session
		row.End, row.Open = until, true
		out.Sessions = append(out.Sessions, row)
	}
	return out
}

// Append adds the rows of another timeline of the same agent.
func (t *Timeline) Append(other Timeline) {
	t.Instance, t.Agent = other.Instance, other.Agent
	t.Statuses = append(t.Statuses, other.Statuses...)
	t.Contacts = append(t.Contacts, other.Contacts...)
	t.Stretches = append(t.Stretches, other.Stretches...)
	t.Sessions = append(t.Sessions, other.Sessions...)
	t.Gaps = append(t.Gaps, other.Gaps...)
}

// machine derives: a state, and the rows decided so far.
type machine struct {
	s   State
	out Timeline
	at  connect.Millis // moment of the event at hand
}

func (m *machine) moment(all []dated) {
	m.at = all[0].at
	if len(all) == 1 {
		m.event(all[0].event)
		return
	}
	events := distinct(all)
	for len(events) > 0 {
		i := m.next(events)
		m.event(events[i])
		events = slices.Delete(events, i, i+1)
	}
}

// event takes in one event. After LOGOUT only LOGIN, and a STATE_CHANGE that shows a state, tell anything: Amazon sends
// heartbeats for up to an hour more, even ones that say Available.
func (m *machine) event(e *connect.AgentEvent) {
	m.s.Instance, m.s.Agent = e.InstanceARN, e.AgentARN
	m.s.Heard = max(m.s.Heard, m.at)
	switch e.EventType {
	case typeLogout:
		if e.Previous != nil && !m.s.LoggedOut {
			m.fill(e.Previous, nil)
		}
		m.logout()
		return
	case typeLogin:
		m.revive()
		m.login()
	default:
		if m.s.LoggedOut && (e.EventType != typeChange || e.Current == nil) {
			return
		}
		m.revive()
	}
	if e.Previous != nil {
		m.fill(e.Previous, e.Current)
	}
	if e.Current != nil {
		m.show(e.Current)
	}
	if e.Previous != nil || e.Current != nil {
		m.seen()
	}
}

// revive ends the time after a LOGOUT. What claims to have begun before the LOGOUT begins again here.
func (m *machine) revive() {
	if m.s.LoggedOut {
		m.s.LoggedOut, m.s.Fallback = false, m.at
	}
}

// logout ends everything: nobody handles a contact without being logged in. Nothing that is told later can reach back
// behind a LOGOUT, so all that is known up to it is decided.
func (m *machine) logout() {
	for len(m.s.Contacts) > 0 {
		m.leave(0, m.at, false)
	}
	m.closeStatus(m.at, false)
	m.endSession(m.at)
	m.s.Configuration, m.s.Left, m.s.LoggedOut = nil, nil, true
	m.openStatus(Status{Type: offline, Start: m.at, Since: m.at})
	m.flush(m.at + 1)
	m.cutStretch(m.at)
	m.s.Heard, m.s.Seen, m.s.Floor, m.s.Fallback = m.at, m.at, m.at, m.at
}

// fill takes in what a previous snapshot says of the time just before an event. Where that is not what is held, events
// are missing. A previous snapshot that denies what the current one still shows is out of date itself, and so is one that
// still shows the status which a LOGOUT has ended.
func (m *machine) fill(previous, current *connect.AgentSnapshot) {
	known := m.s.Seen != 0
	if m.s.Status != nil && m.s.Status.loggedOut() && m.said(previous.Status.Start) < m.s.Floor {
		return
	}
	outdated := current != nil && m.shownStatus(current.Status)
	hole := !outdated && !m.away(previous.Status) && m.showStatus(previous, known)
	hole = m.fillContacts(previous, current, known) || hole
	if hole && known {
		m.out.Gaps = append(m.out.Gaps, Gap{Start: m.s.Seen, End: m.at, By: m.at})
	}
}

// show takes in what a current snapshot says of the time from an event on.
func (m *machine) show(s *connect.AgentSnapshot) {
	m.configure(s)
	m.showStatus(s, false)
	if m.s.Status != nil && !m.s.Status.Configuration.same(m.s.Configuration) {
		m.reconfigure()
	}
	for i := 0; i < len(m.s.Contacts); {
		if find(s, m.s.Contacts[i].ContactID) != nil {
			i++
			continue
		}
		m.leave(i, m.at, false)
	}
	for i := range s.Contacts {
		m.showContact(&s.Contacts[i], false)
	}
}

// seen notes that the state of this moment was shown, and decides what no later event can change.
func (m *machine) seen() {
	m.s.Seen, m.s.Fallback = m.at, m.at
	m.s.Floor = max(m.s.Floor, m.at-skew)
	m.s.Left = slices.DeleteFunc(m.s.Left, func(l left) bool { return l.End <= m.s.Floor })
	m.flush(m.s.Floor)
}

// holds tells whether a snapshot shows the state held.
func (m *machine) holds(s *connect.AgentSnapshot) bool {
	if !m.shownStatus(s.Status) && !m.away(s.Status) || len(m.s.Contacts) != len(s.Contacts) {
		return false
	}
	return !slices.ContainsFunc(m.s.Contacts, func(held Contact) bool {
		shown := find(s, held.ContactID)
		return shown == nil || !m.shownContact(&held, shown)
	})
}

// finish gives the state in its one form: empty lists are nil.
func (m *machine) finish() State {
	s := m.s
	if len(s.Contacts) == 0 {
		s.Contacts = nil
	}
	if len(s.Left) == 0 {
		s.Left = nil
	}
	if len(s.Sweep.Pending) == 0 {
		s.Sweep.Pending = nil
	}
	return s
}
