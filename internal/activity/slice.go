package activity

import (
	"slices"
	"sort"

	"github.com/ringside/ringside/internal/connect"
)

// Edges are ascending moments in UTC milliseconds, as metric.Edges makes them: slice i is [edges[i], edges[i+1]). Each
// sum below cuts intervals at the edges exactly, so that the sums of the slices are the whole to the millisecond.

// AgentTime is an agent's time in a slice, in milliseconds. Online = OnContact + Idle + NonProductive, and ROUTABLE time
// = OnContact + Idle; Error overlaps with all of them.
type AgentTime struct {
	Online, OnContact, Idle, NonProductive, Offline, Error int64
}

// Add adds up, over agents or over slices.
func (t *AgentTime) Add(o AgentTime) {
	t.Online += o.Online
	t.OnContact += o.OnContact
	t.Idle += o.Idle
	t.NonProductive += o.NonProductive
	t.Offline += o.Offline
	t.Error += o.Error
}

// ContactTime is the time of contacts at agents in a slice, in milliseconds, each contact on its own: two at once are
// twice the time. Handling is the time of all states that engage the agent. Listening in (MONITOR) is left out.
//
// Offers count in the slice of their decision; one without decision does not count yet.
type ContactTime struct {
	Incoming   int64 // INCOMING and PENDING, of callbacks
	Connecting int64 // CONNECTING: ringing at the agent, or the customer being dialled
	Talk       int64 // CONNECTED
	Hold       int64 // CONNECTED_ONHOLD
	Pause      int64 // PAUSED
	ACW        int64 // ENDED
	Error      int64 // MISSED, REJECTED, ERROR
	Handling   int64 // Talk + Hold + Pause + ACW + dialling

	Connectings int64 // stays in CONNECTING that ended, in the slice in which they did

	Offered, Accepted, NonResponse    int64
	NonResponseWithoutCustomerAbandon int64
}

// Add adds up.
func (t *ContactTime) Add(o ContactTime) {
	t.Incoming += o.Incoming
	t.Connecting += o.Connecting
	t.Connectings += o.Connectings
	t.Talk += o.Talk
	t.Hold += o.Hold
	t.Pause += o.Pause
	t.ACW += o.ACW
	t.Error += o.Error
	t.Handling += o.Handling
	t.Offered += o.Offered
	t.Accepted += o.Accepted
	t.NonResponse += o.NonResponse
	t.NonResponseWithoutCustomerAbandon += o.NonResponseWithoutCustomerAbandon
}

// SumStretches sums an agent's time by slice and by a key of the stretch, such as its routing profile. A stretch without
// a key is left out.
func SumStretches[K comparable](stretches []Stretch, edges []int64, key func(*Stretch) (K, bool)) map[K][]AgentTime {
	sums := table[K, AgentTime]{edges: edges}
	for i := range stretches {
		s := &stretches[i]
		if k, ok := key(s); ok {
			sums.cut(k, s.Start, s.End, func(t *AgentTime, ms int64) { t.Spend(s, ms) })
		}
	}
	return sums.rows
}

// Spend adds milliseconds of a stretch, of which class and error count.
func (t *AgentTime) Spend(s *Stretch, ms int64) {
	switch s.Class {
	case OnContact:
		t.OnContact += ms
	case Idle:
		t.Idle += ms
	case NonProductive:
		t.NonProductive += ms
	case Offline:
		t.Offline += ms
	case Unknown:
	}
	if s.Class.Online() {
		t.Online += ms
	}
	if s.Error {
		t.Error += ms
	}
}

// SumStatuses sums milliseconds by slice and by a key of the status, such as its ARN.
func SumStatuses[K comparable](statuses []Status, edges []int64, key func(*Status) (K, bool)) map[K][]int64 {
	sums := table[K, int64]{edges: edges}
	for i := range statuses {
		s := &statuses[i]
		if k, ok := key(s); ok {
			sums.cut(k, s.Start, s.End, func(t *int64, ms int64) { *t += ms })
		}
	}
	return sums.rows
}

// Abandoned tells whether the customer of an offered contact had gone, unconnected, by the time the offer was decided:
// what the contact's record knows, and agent events do not. RecordAbandoned is the test of it.
type Abandoned func(offer *Contact) bool

// RecordAbandoned is the test that Abandoned needs, by a contact's record: it ended no later than the decision, without
// an agent. A record has whole seconds, cut off, so the second of the decision counts.
func RecordAbandoned(offer *Contact, record *connect.Contact) bool {
	return record != nil && record.Agent.ConnectedToAgent == 0 && record.Disconnect != 0 && record.Disconnect <= offer.End
}

// SumContacts sums the time of contacts and counts offers by slice and by a key of the interval, such as queue, channel
// or initiation method. Without abandoned every non-response counts as one without customer abandons.
func SumContacts[K comparable](contacts []Contact, edges []int64, abandoned Abandoned, key func(*Contact) (K, bool)) map[K][]ContactTime {
	sums := table[K, ContactTime]{edges: edges}
	for i := range contacts {
		c := &contacts[i]
		k, ok := key(c)
		if !ok {
			continue
		}
		sums.cut(k, c.Start, c.End, func(t *ContactTime, ms int64) { t.Spend(c, ms) })
		if !c.Open {
			sums.at(k, c.End, func(t *ContactTime) { t.End(c, 1, gone(abandoned, c)) })
		}
	}
	return sums.rows
}

// Spend adds milliseconds of an interval, of which state and initiation method count.
func (t *ContactTime) Spend(c *Contact, ms int64) {
	if c.InitiationMethod == methodMonitor {
		return
	}
	switch c.State {
	case incoming, pending:
		t.Incoming += ms
	case connecting:
		t.Connecting += ms
	case connected:
		t.Talk += ms
	case onHold:
		t.Hold += ms
	case paused:
		t.Pause += ms
	case ended:
		t.ACW += ms
	case missed, rejected, failed:
		t.Error += ms
	}
	if c.Engages() {
		t.Handling += ms
	}
}

// End adds n ends of intervals that are like c in channel, initiation method, state and next state; of those that are
// offers which nobody took, the customer had gone in so many.
func (t *ContactTime) End(c *Contact, n, gone int64) {
	if c.InitiationMethod == methodMonitor {
		return
	}
	if c.State == connecting {
		t.Connectings += n
	}
	switch {
	case !c.Offer():
	case c.Accepted():
		t.Offered += n
		t.Accepted += n
	default:
		t.Offered += n
		t.NonResponse += n
		t.NonResponseWithoutCustomerAbandon += n - gone
	}
}

// gone is 1 where the customer had gone before an offer was decided.
func gone(abandoned Abandoned, c *Contact) int64 {
	if abandoned != nil && c.Abandonable() && abandoned(c) {
		return 1
	}
	return 0
}

// Abandonable tells whether the interval is an offer that nobody took because the customer may have gone: Amazon looks for
// that with calls alone.
func (c *Contact) Abandonable() bool { return c.Offer() && !c.Accepted() && c.Channel == "VOICE" }

// table is sums by key and slice.
type table[K comparable, T any] struct {
	edges []int64
	rows  map[K][]T
}

// cut adds the milliseconds of [start, end) to each slice that it touches.
func (t *table[K, T]) cut(k K, start, end connect.Millis, add func(*T, int64)) {
	from, to := int64(start), int64(end)
	if len(t.edges) < 2 || to <= t.edges[0] || from >= t.edges[len(t.edges)-1] || from >= to {
		return
	}
	row := t.row(k)
	for i := t.slice(max(from, t.edges[0])); i < len(row) && t.edges[i] < to; i++ {
		add(&row[i], min(to, t.edges[i+1])-max(from, t.edges[i]))
	}
}

// at adds to the slice of a moment.
func (t *table[K, T]) at(k K, moment connect.Millis, add func(*T)) {
	if at := int64(moment); len(t.edges) >= 2 && t.edges[0] <= at && at < t.edges[len(t.edges)-1] {
		add(&t.row(k)[t.slice(at)])
	}
}

// slice is the number of the slice that holds a moment of the range.
func (t *table[K, T]) slice(at int64) int {
	return sort.Search(len(t.edges), func(i int) bool { return t.edges[i] > at }) - 1
}

func (t *table[K, T]) row(k K) []T {
	if t.rows == nil {
		t.rows = map[K][]T{}
	}
	if t.rows[k] == nil {
		t.rows[k] = make([]T, len(t.edges)-1)
	}
	return t.rows[k]
}

// SumHandlingByEnd sums handling as contact records attribute it: all of a contact's handling at an agent, in the slice
// in which the conversation there ended, although the after-contact work comes later. It needs the whole of each
// contact, also what lies outside the range; one that still goes on does not count yet.
func SumHandlingByEnd[K comparable](contacts []Contact, edges []int64, key func(*Contact) (K, bool)) map[K][]int64 {
	sums := table[K, int64]{edges: edges}
	for _, visit := range visits(contacts) {
		last := visit[len(visit)-1]
		at := last.End
		if last.State == ended {
			at = last.Start
		}
		for _, c := range visit {
			if k, ok := key(c); ok && c.Engages() && !last.Open {
				sums.at(k, at, func(t *int64) { *t += int64(c.End - c.Start) })
			}
		}
	}
	return sums.rows
}

// visits sorts intervals into one list for each time that a contact was at the agent.
func visits(contacts []Contact) [][]*Contact {
	byContact := map[connect.ContactID][]*Contact{}
	for i := range contacts {
		byContact[contacts[i].ContactID] = append(byContact[contacts[i].ContactID], &contacts[i])
	}
	var all [][]*Contact
	for _, list := range byContact {
		slices.SortStableFunc(list, func(a, b *Contact) int { return int(a.Start - b.Start) })
		start := 0
		for i, c := range list {
			if c.Next == "" {
				all = append(all, list[start:i+1])
				start = i + 1
			}
		}
		if start < len(list) {
			all = append(all, list[start:])
		}
	}
	return all
}
