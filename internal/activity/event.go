package activity

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// The event types that mean something of their own.
// Source: Amazon Connect Administrator Guide, "Agent event streams data model".
const (
	typeLogin  = "LOGIN"
	typeLogout = "LOGOUT"
	typeChange = "STATE_CHANGE"
)

// skew is how far the order of an agent's events may be wrong: in traffic of 2018 and January 2019 the milliseconds of
// EventTimestamp repeat the seconds, so that an event can claim a moment up to a second from its own.
const skew connect.Millis = 1000

// chainLimit is how many events of one moment are put in order by their snapshots; more are not real traffic.
const chainLimit = 64

// Moment is when an event counts: its EventTimestamp, or the newest state that its current snapshot shows, if that is
// later by no more than a second. An event cannot come before what it tells.
func Moment(e *connect.AgentEvent) connect.Millis {
	at := e.Timestamp
	if e.Current == nil {
		return at
	}
	latest := e.Timestamp + skew
	if s := e.Current.Status.Start; s <= latest {
		at = max(at, s)
	}
	for i := range e.Current.Contacts {
		if s := e.Current.Contacts[i].StateStart; s <= latest {
			at = max(at, s)
		}
	}
	return at
}

// dated is an event with its moment.
type dated struct {
	at    connect.Millis
	event *connect.AgentEvent
}

// inOrder sorts events by their moments.
func inOrder(events []*connect.AgentEvent) []dated {
	all := make([]dated, 0, len(events))
	for _, e := range events {
		if e != nil {
			all = append(all, dated{Moment(e), e})
		}
	}
	byMoment := func(a, b dated) int { return cmp.Compare(a.at, b.at) }
	if !slices.IsSortedFunc(all, byMoment) {
		slices.SortFunc(all, byMoment)
	}
	return all
}

// distinct puts the events of one moment into an order that depends on nothing but themselves, each EventID once: LOGIN
// first, LOGOUT last, those between by the newest state they show. Who follows whom is then decided by machine.next.
func distinct(moment []dated) []*connect.AgentEvent {
	events := make([]*connect.AgentEvent, len(moment))
	for i, d := range moment {
		events[i] = d.event
	}
	slices.SortFunc(events, func(a, b *connect.AgentEvent) int {
		return cmp.Or(cmp.Compare(a.EventID, b.EventID), compareContent(a, b))
	})
	events = slices.CompactFunc(events, func(a, b *connect.AgentEvent) bool { return a.EventID == b.EventID })
	slices.SortFunc(events, func(a, b *connect.AgentEvent) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(newest(a), newest(b)), cmp.Compare(a.EventID, b.EventID))
	})
	return events
}

// compareContent tells two events with one EventID apart. Amazon does not make such, but damage may, and the result must
// not depend on which came first.
func compareContent(a, b *connect.AgentEvent) int {
	if a == b {
		return 0
	}
	// Neither can fail: an event is numbers and texts.
	textA, _ := json.Marshal(a)
	textB, _ := json.Marshal(b)
	return bytes.Compare(textA, textB)
}

func rank(e *connect.AgentEvent) int {
	switch e.EventType {
	case typeLogin:
		return 0
	case typeLogout:
		return 2
	}
	return 1
}

// newest is the latest start of a state that the event shows.
func newest(e *connect.AgentEvent) connect.Millis {
	if e.Current == nil {
		return 0
	}
	at := e.Current.Status.Start
	for i := range e.Current.Contacts {
		at = max(at, e.Current.Contacts[i].StateStart)
	}
	return at
}

// next chooses which of several events of one moment came first: the one whose previous snapshot is the state held, else
// one that no other leads to.
func (m *machine) next(events []*connect.AgentEvent) int {
	if len(events) == 1 || len(events) > chainLimit || rank(events[0]) != 1 {
		return 0
	}
	between := events
	if end := slices.IndexFunc(events, func(e *connect.AgentEvent) bool { return rank(e) == 2 }); end > 0 {
		between = events[:end]
	}
	for i, e := range between {
		if e.Previous != nil && m.holds(e.Previous) {
			return i
		}
	}
	for i, e := range between {
		if e.Previous != nil && !slices.ContainsFunc(between, func(other *connect.AgentEvent) bool {
			return other != e && other.Current != nil && equalSnapshots(other.Current, e.Previous)
		}) {
			return i
		}
	}
	return 0
}

// equalSnapshots compares what the derivation uses of two snapshots, without the configuration.
func equalSnapshots(a, b *connect.AgentSnapshot) bool {
	return sameStatusName(a.Status, b.Status) && a.Status.Start == b.Status.Start && len(a.Contacts) == len(b.Contacts) &&
		!slices.ContainsFunc(a.Contacts, func(c connect.AgentContact) bool {
			other := find(b, c.ContactID)
			return other == nil || other.State != c.State || other.StateStart != c.StateStart
		})
}

// sameStatusName compares statuses by ARN, or by name where an event gives no ARN; by type where it gives neither.
func sameStatusName(a, b connect.AgentStatus) bool {
	if a.ARN != "" && b.ARN != "" {
		return a.ARN == b.ARN
	}
	if a.Name == "" && b.Name == "" {
		return a.Type == b.Type
	}
	return a.Name == b.Name
}

// find looks a contact up in a snapshot, which may be nil.
func find(s *connect.AgentSnapshot, id connect.ContactID) *connect.AgentContact {
	if s == nil {
		return nil
	}
	for i := range s.Contacts {
		if s.Contacts[i].ContactID == id {
			return &s.Contacts[i]
		}
	}
	return nil
}
