package activity_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

var units = []connect.Millis{1, 137, 1000, 4000} // below, at and above the skew of real traffic

// whole derives everything, with what still goes on cut off at until.
func whole(events []*connect.AgentEvent, until connect.Millis) activity.Timeline {
	timeline, state := activity.Derive(activity.State{}, events)
	timeline.Append(state.Open(until))
	return timeline
}

func TestOrderAndRepetitionChangeNothing(t *testing.T) {
	for seed := range uint64(20) {
		for name, events := range histories(seed) {
			wantRows, wantState := activity.Derive(activity.State{}, events)
			r := rand.New(rand.NewPCG(seed, 2))
			gotRows, gotState := activity.Derive(activity.State{}, delivered(r, events))
			if !reflect.DeepEqual(wantRows, gotRows) {
				t.Fatalf("%s %d: rows differ (- in order, + shuffled):\n%s", name, seed, cmp.Diff(wantRows, gotRows))
			}
			if !wantState.Equal(gotState) {
				t.Fatalf("%s %d: states differ: %+v, shuffled %+v", name, seed, wantState, gotState)
			}
		}
	}
}

// histories are events as Amazon makes them, the same with some lost, and events that make no sense.
func histories(seed uint64) map[string][]*connect.AgentEvent {
	unit := units[seed%uint64(len(units))]
	c := newCentre(seed, unit)
	c.lying = seed%2 == 0
	c.run(120)
	r := rand.New(rand.NewPCG(seed, 3))
	return map[string][]*connect.AgentEvent{
		"model":    c.events,
		"lossy":    slices.DeleteFunc(slices.Clone(c.events), func(*connect.AgentEvent) bool { return r.IntN(5) == 0 }),
		"nonsense": nonsense(r, 60, unit),
		"crowded":  nonsense(r, 60, 0),
	}
}

func TestDerivingInPartsIsDerivingAtOnce(t *testing.T) {
	for seed := range uint64(20) {
		for name, events := range histories(seed) {
			want, wantState := activity.Derive(activity.State{}, events)
			var got activity.Timeline
			var state activity.State
			for _, part := range parts(rand.New(rand.NewPCG(seed, 4)), events) {
				kept := fmt.Sprint(stored(t, state))
				rows, next := activity.Derive(state, part)
				if now := fmt.Sprint(stored(t, state)); now != kept {
					t.Fatalf("%s %d: the state that was gone on from has changed", name, seed)
				}
				got.Append(rows)
				state = restored(t, stored(t, next)) // as after a restart
				if !state.Equal(next) {
					t.Fatalf("%s %d: storing a state changes it: %s", name, seed, cmp.Diff(next, state))
				}
			}
			if !reflect.DeepEqual(want, got) {
				t.Fatalf("%s %d: rows differ (- at once, + in parts):\n%s", name, seed, cmp.Diff(want, got))
			}
			if !wantState.Equal(state) {
				t.Fatalf("%s %d: states differ:\n%s", name, seed, cmp.Diff(wantState, state))
			}
		}
	}
}

func stored(t *testing.T, s activity.State) string {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func restored(t *testing.T, text string) activity.State {
	t.Helper()
	var s activity.State
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// parts cuts events at random moments, those of one moment staying together, as Derive asks for.
func parts(r *rand.Rand, events []*connect.AgentEvent) [][]*connect.AgentEvent {
	byMoment := map[connect.Millis][]*connect.AgentEvent{}
	for _, e := range events {
		byMoment[activity.Moment(e)] = append(byMoment[activity.Moment(e)], e)
	}
	var moments []connect.Millis
	for at := range byMoment {
		moments = append(moments, at)
	}
	slices.Sort(moments)
	all := [][]*connect.AgentEvent{nil}
	for _, at := range moments {
		if r.IntN(3) == 0 {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], byMoment[at]...)
	}
	return all
}

func TestEveryLogoutIsASafeStart(t *testing.T) {
	for seed := range uint64(20) {
		for name, events := range histories(seed) {
			all := parts(rand.New(rand.NewPCG(seed, 5)), events)
			var before activity.State
			for i, part := range all {
				_, before = activity.Derive(before, part)
				last := slices.MaxFunc(append([]*connect.AgentEvent{{}}, part...), func(a, b *connect.AgentEvent) int {
					return int(activity.Moment(a) - activity.Moment(b))
				})
				if last.EventType != "LOGOUT" || i == len(all)-1 || countAt(part, activity.Moment(last)) != 1 {
					continue
				}
				if again := activity.AfterLogout(last); !again.Equal(before) {
					t.Fatalf("%s %d: state after LOGOUT depends on what was before it:\n%s", name, seed, cmp.Diff(before, again))
				}
			}
		}
	}
}

func countAt(events []*connect.AgentEvent, at connect.Millis) int {
	n := 0
	for _, e := range events {
		if activity.Moment(e) == at {
			n++
		}
	}
	return n
}

// TestIntervalsFitTogether checks, on any input, that time is never counted twice and never lost.
func TestIntervalsFitTogether(t *testing.T) {
	for seed := range uint64(20) {
		for name, events := range histories(seed) {
			until := origin + 40000*1000
			timeline := whole(events, until)
			if fault := faultOf(timeline, until); fault != "" {
				t.Fatalf("%s %d: %s\n%s", name, seed, fault, cmp.Diff(activity.Timeline{}, timeline))
			}
		}
	}
}

// faultOf looks for what cannot be.
func faultOf(timeline activity.Timeline, until connect.Millis) string {
	for i, s := range timeline.Statuses {
		if s.Start >= s.End || i > 0 && s.Start != timeline.Statuses[i-1].End {
			return fmt.Sprintf("status %d does not follow the one before it", i)
		}
	}
	for i, s := range timeline.Stretches {
		if s.Start >= s.End || i > 0 && s.Start < timeline.Stretches[i-1].End {
			return fmt.Sprintf("stretch %d overlaps with the one before it", i)
		}
	}
	if n := len(timeline.Statuses); n > 0 && timeline.Statuses[n-1].End != until {
		return "the last status does not last"
	}
	contacts := map[connect.ContactID]connect.Millis{}
	for i, c := range timeline.Contacts {
		if c.Start > c.End || c.Start == c.End && !c.Offer() || c.Start < contacts[c.ContactID] {
			return fmt.Sprintf("contact interval %d overlaps with another of the same contact", i)
		}
		contacts[c.ContactID] = c.End
	}
	edges := []int64{0, int64(until)}
	sums := activity.SumStretches(timeline.Stretches, edges, func(*activity.Stretch) (string, bool) { return "", true })
	statuses := activity.SumStatuses(timeline.Statuses, edges, func(s *activity.Status) (string, bool) { return s.Type, true })
	var time activity.AgentTime
	if row := sums[""]; row != nil {
		time = row[0]
	}
	var online, routable int64
	for kind, row := range statuses {
		if kind != "OFFLINE" {
			online += row[0]
		}
		if kind == "ROUTABLE" {
			routable += row[0]
		}
	}
	if time.Online != time.OnContact+time.Idle+time.NonProductive || time.Online != online || routable != time.OnContact+time.Idle {
		return fmt.Sprintf("identity: %+v, by status %d online, %d routable", time, online, routable)
	}
	return disagreement(timeline)
}

// disagreement compares the stretches with what statuses and contacts say at each bound of an interval.
func disagreement(timeline activity.Timeline) string {
	var moments []connect.Millis
	for _, s := range timeline.Statuses {
		moments = append(moments, s.Start, s.End)
	}
	for _, c := range timeline.Contacts {
		moments = append(moments, c.Start, c.End)
	}
	for _, s := range timeline.Stretches {
		moments = append(moments, s.Start, s.End)
	}
	slices.Sort(moments)
	for _, at := range slices.Compact(moments) {
		want := classAt(timeline, at)
		got := ""
		for _, s := range timeline.Stretches {
			if s.Start <= at && at < s.End {
				got = fmt.Sprint(s.Class, " ", s.Error)
			}
		}
		if got != want {
			return fmt.Sprintf("at %d: stretch says %q, statuses and contacts say %q", at, got, want)
		}
	}
	return ""
}

func classAt(timeline activity.Timeline, at connect.Millis) string {
	kind, engaged, failing := "", false, false
	for _, s := range timeline.Statuses {
		if s.Start <= at && at < s.End {
			kind = s.Type
		}
	}
	for _, c := range timeline.Contacts {
		if c.Start <= at && at < c.End {
			engaged = engaged || engages(c.InitiationMethod, c.State)
			failing = failing || fails(c.State)
		}
	}
	class := className(kind, engaged)
	if class == "" && !failing {
		return ""
	}
	return fmt.Sprint(class, " ", failing)
}

// engages, fails and className say again, in other words, what the reference of metrics says.
func engages(method, state string) bool {
	if method == "MONITOR" {
		return false
	}
	switch state {
	case "CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "ENDED":
		return true
	}
	return state == "CONNECTING" && (method == "OUTBOUND" || method == "CALLBACK")
}

func fails(state string) bool { return state == "MISSED" || state == "REJECTED" || state == "ERROR" }

func className(kind string, engaged bool) string {
	switch {
	case kind == "":
		return ""
	case kind == "OFFLINE":
		return "offline"
	case kind == "ROUTABLE" && engaged:
		return "on_contact"
	case kind == "ROUTABLE":
		return "idle"
	}
	return "non_productive"
}

// TestOnlineIsItsPartsInEverySlice: whatever was lost, repeated or came in whichever order, the time online in any slice and
// configuration is that on contact, idle and non-productive, and that of the statuses which are not Offline.
func TestOnlineIsItsPartsInEverySlice(t *testing.T) {
	for seed := range uint64(20) {
		for name, events := range histories(seed) {
			r := rand.New(rand.NewPCG(seed, 6))
			until := origin + 40000*1000
			timeline := whole(delivered(r, events), until)
			edges := []int64{int64(origin) - r.Int64N(1000)}
			for range 1 + r.IntN(50) {
				edges = append(edges, edges[len(edges)-1]+1+r.Int64N(900_000))
			}
			stretches := activity.SumStretches(timeline.Stretches, edges, func(s *activity.Stretch) (string, bool) {
				return profileOf(s.Configuration), s.Class.Online()
			})
			statuses := activity.SumStatuses(timeline.Statuses, edges, func(s *activity.Status) (string, bool) {
				return profileOf(s.Configuration), s.Type != "OFFLINE"
			})
			if len(stretches) != len(statuses) {
				t.Fatalf("%s %d: stretches of %d routing profiles, statuses of %d", name, seed, len(stretches), len(statuses))
			}
			for profile, row := range stretches {
				for i, s := range row {
					if s.Online != s.OnContact+s.Idle+s.NonProductive || s.Online != statuses[profile][i] {
						t.Fatalf("%s %d: slice %d of %q is %+v, by status %d online", name, seed, i, profile, s, statuses[profile][i])
					}
				}
			}
		}
	}
}

func profileOf(c *activity.Configuration) string {
	if c == nil {
		return ""
	}
	return c.RoutingProfile
}
