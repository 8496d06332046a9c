package activity_test

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

// ledger keeps intervals as the package's comment tells a store to: rows by the event that decided them, and a state at
// the start of each stretch of time.
type ledger struct {
	stretch  connect.Millis
	events   map[connect.Millis][]*connect.AgentEvent // by start of the stretch
	before   map[connect.Millis]activity.State        // at the start of the stretch, of those that have events
	rows     activity.Timeline
	now      activity.State
	rederive int // stretches derived
}

func (l *ledger) start(e *connect.AgentEvent) connect.Millis {
	at := activity.Moment(e)
	return at - at%l.stretch
}

// insert takes in an event of any time.
func (l *ledger) insert(e *connect.AgentEvent) {
	at := l.start(e)
	if slices.ContainsFunc(l.events[at], func(known *connect.AgentEvent) bool { return known.EventID == e.EventID }) {
		return
	}
	l.events[at] = append(l.events[at], e)
	starts := l.starts()
	i, _ := slices.BinarySearch(starts, at)
	var state activity.State
	if i > 0 {
		// What was before the stretch is what is before the next one known, or now.
		state = l.now
		for _, later := range starts[i:] {
			if known, ok := l.before[later]; ok {
				state = known
				break
			}
		}
	}
	for ; i < len(starts); i++ {
		known, ok := l.before[starts[i]]
		if ok && starts[i] != at && known.Equal(state) {
			return
		}
		l.before[starts[i]] = state
		l.forget(starts[i], starts[i]+l.stretch)
		rows, after := activity.Derive(state, l.events[starts[i]])
		l.rows.Append(rows)
		l.rederive++
		state = after
	}
	l.now = state
}

func (l *ledger) starts() []connect.Millis {
	var all []connect.Millis
	for at := range l.events {
		all = append(all, at)
	}
	slices.Sort(all)
	return all
}

// forget deletes the rows that events of a stretch have decided.
func (l *ledger) forget(from, to connect.Millis) {
	within := func(by connect.Millis) bool { return from <= by && by < to }
	l.rows.Statuses = slices.DeleteFunc(l.rows.Statuses, func(r activity.Status) bool { return within(r.By) })
	l.rows.Contacts = slices.DeleteFunc(l.rows.Contacts, func(r activity.Contact) bool { return within(r.By) })
	l.rows.Stretches = slices.DeleteFunc(l.rows.Stretches, func(r activity.Stretch) bool { return within(r.By) })
	l.rows.Sessions = slices.DeleteFunc(l.rows.Sessions, func(r activity.Session) bool { return within(r.By) })
	l.rows.Gaps = slices.DeleteFunc(l.rows.Gaps, func(r activity.Gap) bool { return within(r.By) })
}

// inOrder gives the rows as Derive gives them: by the event that decided them, those of one event as they came.
func (l *ledger) inOrder() activity.Timeline {
	t := l.rows
	slices.SortStableFunc(t.Statuses, func(a, b activity.Status) int { return cmp.Compare(a.By, b.By) })
	slices.SortStableFunc(t.Contacts, func(a, b activity.Contact) int { return cmp.Compare(a.By, b.By) })
	slices.SortStableFunc(t.Stretches, func(a, b activity.Stretch) int { return cmp.Compare(a.By, b.By) })
	slices.SortStableFunc(t.Sessions, func(a, b activity.Session) int { return cmp.Compare(a.By, b.By) })
	slices.SortStableFunc(t.Gaps, func(a, b activity.Gap) int { return cmp.Compare(a.By, b.By) })
	return t
}

// distinctIDs leaves out events that share an EventID with another: a store has one of each.
func distinctIDs(events []*connect.AgentEvent) []*connect.AgentEvent {
	known := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(events), func(e *connect.AgentEvent) bool {
		again := known[e.EventID]
		known[e.EventID] = true
		return again
	})
}

func TestALateEventRewritesItsStretchOnly(t *testing.T) {
	for seed := range uint64(4) {
		for name, all := range histories(seed) {
			events := distinctIDs(all)
			l := &ledger{
				stretch: 16 * max(units[seed%uint64(len(units))], 1), events: map[connect.Millis][]*connect.AgentEvent{},
				before: map[connect.Millis]activity.State{},
			}
			for _, e := range delivered(rand.New(rand.NewPCG(seed, 9)), events) {
				l.insert(e)
			}
			want, state := activity.Derive(activity.State{}, events)
			got := l.inOrder()
			for _, list := range []any{&want, &got} {
				emptyIsNil(list.(*activity.Timeline))
			}
			if !reflect.DeepEqual(want, got) {
				t.Fatalf("%s %d: rows differ (- from scratch, + rewritten):\n%s", name, seed, gocmp.Diff(want, got))
			}
			if !state.Equal(l.now) {
				t.Fatalf("%s %d: states differ:\n%s", name, seed, gocmp.Diff(state, l.now))
			}
		}
	}
}

// TestALateHeartbeatChangesNothingElse holds the cost of a late event that tells nothing new: of an hour of stretches it
// derives its own, and no other where the skew does not reach over.
func TestALateHeartbeatChangesNothingElse(t *testing.T) {
	c := newCentre(3, 4000)
	c.run(900)
	var late *connect.AgentEvent
	l := &ledger{stretch: 60_000, events: map[connect.Millis][]*connect.AgentEvent{}, before: map[connect.Millis]activity.State{}}
	for i, e := range c.events {
		if late == nil && i > len(c.events)/2 && e.EventType == "HEART_BEAT" && c.events[i-1].EventType == "STATE_CHANGE" {
			late = e
			continue
		}
		l.insert(e)
	}
	l.rederive = 0
	l.insert(late)
	if stretches := len(l.starts()); stretches < 50 || l.rederive > 2 {
		t.Errorf("derived %d of %d stretches", l.rederive, stretches)
	}
}

func emptyIsNil(t *activity.Timeline) {
	if len(t.Statuses) == 0 {
		t.Statuses = nil
	}
	if len(t.Contacts) == 0 {
		t.Contacts = nil
	}
	if len(t.Stretches) == 0 {
		t.Stretches = nil
	}
	if len(t.Sessions) == 0 {
		t.Sessions = nil
	}
	if len(t.Gaps) == 0 {
		t.Gaps = nil
	}
}
