package activity_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

// TestTimeIsWhatHappened compares sums over random slices with a count of the model's truth, unit by unit.
func TestTimeIsWhatHappened(t *testing.T) {
	for seed := range uint64(30) {
		c := newCentre(seed, units[seed%uint64(len(units))])
		c.lying = seed%2 == 0
		c.run(200)
		r := rand.New(rand.NewPCG(seed, 6))
		compare(t, seed, c, delivered(r, c.events), c.truth)
	}
}

// TestLostEventsAreFilledIn does the same with a third of the events lost; what is true is then what a plain reading of
// the snapshots left says of each unit of time.
func TestLostEventsAreFilledIn(t *testing.T) {
	for seed := range uint64(16) {
		c := newCentre(seed, units[seed%uint64(len(units))])
		c.run(120)
		r := rand.New(rand.NewPCG(seed, 7))
		left := slices.DeleteFunc(slices.Clone(c.events), func(*connect.AgentEvent) bool { return r.IntN(3) == 0 })
		truth := make([]instant, len(c.truth))
		for i := range truth {
			truth[i] = readOff(left, origin+connect.Millis(i)*c.unit)
		}
		compare(t, seed, c, delivered(r, left), truth)
	}
}

func compare(t *testing.T, seed uint64, c *centre, events []*connect.AgentEvent, truth []instant) {
	t.Helper()
	until := origin + connect.Millis(len(truth))*c.unit
	timeline := whole(events, until)
	if fault := faultOf(timeline, until); fault != "" {
		t.Fatalf("%d: %s", seed, fault)
	}
	edges, cuts := randomEdges(rand.New(rand.NewPCG(seed, 8)), len(truth), c.unit)
	wantTime, wantContacts := counted(truth, cuts, int64(c.unit))
	gotTime := make([]activity.AgentTime, len(cuts)-1)
	if row := activity.SumStretches(timeline.Stretches, edges, func(*activity.Stretch) (int, bool) { return 0, true })[0]; row != nil {
		gotTime = row
	}
	for i := range gotTime {
		gotTime[i].Offline = 0 // the truth does not tell offline from unknown
	}
	if diff := cmp.Diff(wantTime, gotTime); diff != "" {
		t.Fatalf("%d: agent's time (- counted, + summed):\n%s", seed, diff)
	}
	gotContacts := activity.SumContacts(timeline.Contacts, edges, nil, func(c *activity.Contact) (string, bool) {
		return c.InitiationMethod + " " + c.Channel, true
	})
	for key, row := range gotContacts {
		if !slices.ContainsFunc(row, func(t activity.ContactTime) bool { return t != activity.ContactTime{} }) {
			delete(gotContacts, key)
		}
	}
	if diff := cmp.Diff(wantContacts, gotContacts); diff != "" {
		t.Fatalf("%d: contacts (- counted, + summed):\n%s", seed, diff)
	}
}

func randomEdges(r *rand.Rand, n int, unit connect.Millis) (edges []int64, cuts []int) {
	cuts = []int{0, n}
	for range 1 + r.IntN(20) {
		cuts = append(cuts, r.IntN(n))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for _, cut := range cuts {
		edges = append(edges, int64(origin)+int64(cut)*int64(unit))
	}
	return edges, cuts
}

// counted goes through the truth unit by unit.
func counted(truth []instant, cuts []int, unit int64) ([]activity.AgentTime, map[string][]activity.ContactTime) {
	times := make([]activity.AgentTime, len(cuts)-1)
	contacts := map[string][]activity.ContactTime{}
	for slice := range times {
		for i := cuts[slice]; i < cuts[slice+1]; i++ {
			engaged, failing := false, false
			for _, c := range truth[i].contacts {
				engaged = engaged || engages(c.InitiationMethod, c.State)
				failing = failing || fails(c.State)
				if c.InitiationMethod != "MONITOR" {
					countContact(row(contacts, c, len(times)), slice, c, unit)
				}
			}
			if failing {
				times[slice].Error += unit
			}
			switch className(truth[i].kind, engaged) {
			case "on_contact":
				times[slice].OnContact += unit
				times[slice].Online += unit
			case "idle":
				times[slice].Idle += unit
				times[slice].Online += unit
			case "non_productive":
				times[slice].NonProductive += unit
				times[slice].Online += unit
			}
			if i > 0 {
				countOffers(contacts, truth[i-1].contacts, truth[i].contacts, slice, len(times))
			}
		}
	}
	return times, contacts
}

func row(contacts map[string][]activity.ContactTime, c connect.AgentContact, slices int) []activity.ContactTime {
	key := c.InitiationMethod + " " + c.Channel
	if contacts[key] == nil {
		contacts[key] = make([]activity.ContactTime, slices)
	}
	return contacts[key]
}

func countContact(row []activity.ContactTime, slice int, c connect.AgentContact, unit int64) {
	t := &row[slice]
	*map[string]*int64{
		"INCOMING": &t.Incoming, "PENDING": &t.Incoming, "CONNECTING": &t.Connecting, "CONNECTED": &t.Talk, "CONNECTED_ONHOLD": &t.Hold,
		"PAUSED": &t.Pause, "MISSED": &t.Error, "REJECTED": &t.Error, "ERROR": &t.Error, "ENDED": &t.ACW,
	}[c.State] += unit
	if engages(c.InitiationMethod, c.State) {
		t.Handling += unit
	}
}

// countOffers counts the offers that one unit had and the next has not.
func countOffers(contacts map[string][]activity.ContactTime, before, after []connect.AgentContact, slice, slices int) {
	for _, c := range before {
		offer := c.State == "INCOMING" && c.InitiationMethod == "CALLBACK" ||
			c.State == "CONNECTING" && (c.InitiationMethod == "INBOUND" || c.InitiationMethod == "API")
		next := ""
		for _, now := range after {
			if now.ContactID == c.ContactID {
				next = now.State
			}
		}
		if next == c.State || c.InitiationMethod == "MONITOR" {
			continue
		}
		t := &row(contacts, c, slices)[slice]
		if c.State == "CONNECTING" {
			t.Connectings++
		}
		if !offer {
			continue
		}
		t.Offered++
		if next != "" && !fails(next) {
			t.Accepted++
		} else {
			t.NonResponse++
			t.NonResponseWithoutCustomerAbandon++
		}
	}
}

// readOff reads off what is true at a moment from all snapshots, one by one: of each thing the state with the latest start
// by then, if no event in between shows it gone.
func readOff(events []*connect.AgentEvent, at connect.Millis) instant {
	in, status, out := instant{kind: "OFFLINE"}, connect.Millis(0), connect.Millis(0)
	contacts := map[connect.ContactID]connect.AgentContact{}
	for i, e := range events {
		if e.EventType == "LOGOUT" && e.Timestamp <= at {
			out = e.Timestamp
		}
		for _, s := range []*connect.AgentSnapshot{e.Previous, e.Current} {
			if s == nil || ignored(events[:i+1]) {
				continue
			}
			if s.Status.Start <= at && s.Status.Start >= status {
				in.kind, status = s.Status.Type, s.Status.Start
			}
			for _, c := range s.Contacts {
				if c.StateStart <= at && c.StateStart >= contacts[c.ContactID].StateStart {
					contacts[c.ContactID] = c
				}
			}
		}
	}
	if status < out {
		in.kind = "OFFLINE"
	}
	for id, c := range contacts {
		if !goneBy(events, id, c.StateStart, at) {
			in.contacts = append(in.contacts, c)
		}
	}
	return in
}

// ignored tells whether the last event is a heartbeat after a LOGOUT.
func ignored(events []*connect.AgentEvent) bool {
	if events[len(events)-1].EventType != "HEART_BEAT" {
		return false
	}
	for _, e := range slices.Backward(events) {
		if e.EventType != "HEART_BEAT" {
			return e.EventType == "LOGOUT"
		}
	}
	return false
}

func goneBy(events []*connect.AgentEvent, id connect.ContactID, since, at connect.Millis) bool {
	for i, e := range events {
		if e.Timestamp <= since || e.Timestamp > at {
			continue
		}
		gone := e.Current != nil && !slices.ContainsFunc(e.Current.Contacts, func(c connect.AgentContact) bool { return c.ContactID == id })
		if e.EventType == "LOGOUT" || gone && !ignored(events[:i+1]) {
			return true
		}
	}
	return false
}
