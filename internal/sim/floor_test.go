package sim_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/sim"
)

// story is one contact as its contact events tell it.
type story struct {
	id, queue, channel, method string
	initiated, queued, over    time.Time // over: with an agent, or gone
}

// stories reads the contact events of some dates.
func stories(t *testing.T, days ...sim.Day) []*story {
	t.Helper()
	byID := map[string]*story{}
	var all []*story
	for _, day := range days {
		for _, e := range decode(t, day, sim.ContactEvents) {
			id := e.text("detail.contactId")
			s := byID[id]
			if s == nil {
				s = &story{id: id, channel: e.text("detail.channel"), method: e.text("detail.initiationMethod")}
				byID[id] = s
				all = append(all, s)
			}
			switch e.text("detail.eventType") {
			case "INITIATED":
				s.initiated = e.at(t, "detail.initiationTimestamp")
			case "QUEUED":
				s.queued, s.queue = e.at(t, "detail.queueInfo.enqueueTimestamp"), e.text("detail.queueInfo.queueArn")
			case "CONNECTED_TO_AGENT":
				s.over = e.at(t, "detail.agentInfo.connectedToAgentTimestamp")
			case "DISCONNECTED":
				if s.over.IsZero() {
					s.over = e.at(t, "detail.disconnectTimestamp")
				}
			}
		}
	}
	return all
}

// screens reads the agent events of some dates: by agent, in order.
func screens(t *testing.T, days ...sim.Day) map[string][]screen {
	t.Helper()
	all := map[string][]screen{}
	for _, day := range days {
		for _, d := range day.Deliveries {
			if d.Door != sim.AgentEvents {
				continue
			}
			var e screen
			if err := json.Unmarshal(d.Bytes(), &e); err != nil {
				t.Fatal(err)
			}
			if e.EventType != "HEART_BEAT" {
				all[e.AgentARN] = append(all[e.AgentARN], e)
			}
		}
	}
	return all
}

// screen is an agent event with all that a Presence shows.
type screen struct {
	AgentARN, EventType string
	EventTimestamp      time.Time
	Current             *struct {
		AgentStatus struct {
			ARN            string
			StartTimestamp time.Time
		}
		NextAgentStatus *struct{ ARN string }
		Configuration   struct {
			RoutingProfile struct {
				Concurrency []struct {
					Channel                      string
					AvailableSlots, MaximumSlots int
				}
			}
		}
		Contacts []struct {
			ContactID        string `json:"ContactId"`
			Channel, State   string
			InitiationMethod string
			Queue            *struct{ ARN string }

			ConnectedToAgentTimestamp, StateStartTimestamp time.Time
		}
	} `json:"CurrentAgentSnapshot"`
}

// presence is the agent as the event shows it.
func (e screen) presence() sim.Presence {
	p := sim.Presence{
		UserARN: e.AgentARN, LoggedIn: e.EventType != "LOGOUT", Status: e.Current.AgentStatus.ARN,
		Since: e.Current.AgentStatus.StartTimestamp,
	}
	if next := e.Current.NextAgentStatus; next != nil {
		p.Next = next.ARN
	}
	for _, c := range e.Current.Configuration.RoutingProfile.Concurrency {
		p.Slots = append(p.Slots, sim.Slots{Channel: c.Channel, Most: c.MaximumSlots, Free: c.AvailableSlots})
	}
	for _, c := range e.Current.Contacts {
		h := sim.Handled{
			ContactID: c.ContactID, Channel: c.Channel, Method: c.InitiationMethod, State: c.State, Since: c.StateStartTimestamp,
			Connected: c.ConnectedToAgentTimestamp,
		}
		if c.Queue != nil {
			h.QueueARN = c.Queue.ARN
		}
		p.Contacts = append(p.Contacts, h)
	}
	return p
}

// retold is the scene as the streams of the dates tell it, in no particular order.
func retold(contacts []*story, screens map[string][]screen, at time.Time) sim.Scene {
	scene, offered := sim.Scene{At: at}, map[string]bool{}
	for _, events := range screens {
		last := -1
		for i := range events {
			if !events[i].EventTimestamp.After(at) {
				last = i
			}
		}
		if last < 0 || events[last].Current == nil { // logged in or out, and no more is said
			continue
		}
		p := events[last].presence()
		for _, c := range p.Contacts {
			offered[c.ContactID] = offered[c.ContactID] || !slices.Contains([]string{"MISSED", "REJECTED", "ERROR"}, c.State)
		}
		scene.Agents = append(scene.Agents, p)
	}
	for _, s := range contacts {
		if strings.Contains(s.queue, "/queue/agent/") {
			continue
		}
		w := sim.Waiting{ContactID: s.id, QueueARN: s.queue, Channel: s.channel, Since: s.queued}
		switch {
		case s.method == "CALLBACK" && !s.initiated.After(at) && s.queued.After(at):
			w.Since = s.initiated
			scene.Scheduled = append(scene.Scheduled, w)
		case !s.queued.IsZero() && !s.queued.After(at) && s.over.After(at) && !offered[s.id]:
			scene.Waiting = append(scene.Waiting, w)
		}
	}
	return scene
}

// told leaves out of a scene what the streams do not say: agents who have just logged in, or out.
func told(scene sim.Scene, screens map[string][]screen) sim.Scene {
	scene.Agents = slices.DeleteFunc(slices.Clone(scene.Agents), func(p sim.Presence) bool {
		events := screens[p.UserARN]
		at := slices.IndexFunc(events, func(e screen) bool { return e.EventTimestamp.After(scene.At) })
		if at < 0 {
			at = len(events)
		}
		return at == 0 || events[at-1].Current == nil
	})
	return scene
}

func TestFloorIsWhatTheStreamsTellOnceTheyHaveArrived(t *testing.T) {
	w := world(t, sim.Options{
		Seed: 11, Agents: 24, Oddities: -1, Broken: -1,
		Incidents: []sim.Incident{{At: time.Date(2026, 11, 17, 5, 0, 0, 0, time.UTC)}},
	})
	days := []sim.Day{w.Day(date(w, "2026-11-16")), w.Day(date(w, "2026-11-17")), w.Day(date(w, "2026-11-18"))}
	contacts, agents := stories(t, days...), screens(t, days...)
	floor, dice := w.Floor(), rand.New(rand.NewPCG(1, 2))
	seen := map[string]int{}
	moments := happenings(contacts, agents)
	for range 900 {
		at := days[1].Date.Add(time.Duration(dice.Int64N(int64(24 * time.Hour)))).Truncate(time.Millisecond)
		if m := moments[dice.IntN(len(moments))]; m.After(days[1].Date) && m.Before(days[2].Date) {
			at = m.Add(time.Duration(dice.IntN(2)-1) * time.Millisecond)
		}
		got, want := told(floor.At(at), agents), retold(contacts, agents, at)
		if diff := cmp.Diff(inOrder(want), inOrder(got)); diff != "" {
			t.Fatalf("floor at %s (- by the streams, + floor):\n%s", at, diff)
		}
		count(seen, got)
	}
	for _, state := range []string{
		"waiting", "scheduled", "next", "CONNECTING", "CONNECTED", "CONNECTED_ONHOLD", "ENDED", "MISSED", "INCOMING",
	} {
		if seen[state] == 0 {
			t.Errorf("no moment had anything %s: too few to prove anything (%v)", state, seen)
		}
	}
}

// count notes what was there to be compared.
func count(seen map[string]int, scene sim.Scene) {
	seen["waiting"] += len(scene.Waiting)
	seen["scheduled"] += len(scene.Scheduled)
	for _, p := range scene.Agents {
		if p.Next != "" {
			seen["next"]++
		}
		for _, c := range p.Contacts {
			seen[c.State]++
		}
	}
}

// happenings are moments at which something changes.
func happenings(contacts []*story, screens map[string][]screen) []time.Time {
	var all []time.Time
	for _, s := range contacts {
		all = append(all, s.initiated, s.queued, s.over)
	}
	for _, agent := range slices.Sorted(maps.Keys(screens)) {
		for _, e := range screens[agent] {
			all = append(all, e.EventTimestamp)
		}
	}
	return all
}

// inOrder makes two scenes comparable.
func inOrder(s sim.Scene) sim.Scene {
	byID := func(a, b sim.Waiting) int { return strings.Compare(a.ContactID, b.ContactID) }
	utc := func(all []sim.Waiting) {
		for i := range all {
			all[i].Since = all[i].Since.UTC()
		}
		slices.SortFunc(all, byID)
	}
	utc(s.Waiting)
	utc(s.Scheduled)
	slices.SortFunc(s.Agents, func(a, b sim.Presence) int { return strings.Compare(a.UserARN, b.UserARN) })
	return s
}

func TestFloorListsTheLongestWaitOfAQueueFirst(t *testing.T) {
	w := world(t, sim.Options{Seed: 7, Agents: 12, Incidents: []sim.Incident{{At: time.Date(2026, 11, 17, 5, 0, 0, 0, time.UTC)}}})
	scene := w.Floor().At(time.Date(2026, 11, 17, 5, 1, 0, 0, time.UTC))
	if len(scene.Waiting) < 5 {
		t.Fatalf("%d wait in the middle of an incident", len(scene.Waiting))
	}
	for i, next := range scene.Waiting[1:] {
		if before := scene.Waiting[i]; before.QueueARN == next.QueueARN && next.Since.Before(before.Since) {
			t.Errorf("%s, since %s, comes after one since %s", next.ContactID, next.Since, before.Since)
		}
	}
}

func TestFloorAtOneMomentIsTheSameWhateverWasAskedBefore(t *testing.T) {
	w := world(t, sim.Options{Seed: 5, Agents: 12})
	noon := date(w, "2026-11-17")
	fresh := w.Floor().At(noon)
	floor := w.Floor()
	for _, days := range []int{3, -2, 1, 0} {
		floor.At(noon.AddDate(0, 0, days))
	}
	if diff := cmp.Diff(fresh, floor.At(noon)); diff != "" {
		t.Error(diff)
	}
}

func TestDirectoryKnowsEverybodyAndEverythingOnTheFloor(t *testing.T) {
	w := world(t, sim.Options{Seed: 3, Agents: 40})
	d, scene := w.Directory(), w.Floor().At(date(w, "2026-11-17"))
	known := map[string]bool{}
	for _, q := range d.Queues {
		known[q.ARN] = true
	}
	for _, s := range d.Statuses {
		known[s.ARN] = true
	}
	for _, p := range d.Profiles {
		known[p.ARN] = true
	}
	for _, g := range d.Groups {
		if g.Parent != "" && !known[g.Parent] {
			t.Errorf("group %s is listed before its parent %s", g.Name, g.Parent)
		}
		known[g.ARN] = true
	}
	for _, u := range d.Users {
		if !known[u.Profile] || u.Group != "" && !known[u.Group] {
			t.Errorf("%s has an unknown profile or group: %+v", u.Login, u)
		}
		known[u.ARN] = true
	}
	if len(scene.Agents) == 0 {
		t.Fatal("nobody is there at noon")
	}
	for _, p := range scene.Agents {
		if !known[p.UserARN] || !known[p.Status] {
			t.Errorf("unknown agent or status: %+v", p)
		}
	}
}

func BenchmarkFloor(b *testing.B) {
	w := world(b, sim.Options{Seed: 1, Agents: 60})
	floor, at := w.Floor(), date(w, "2026-11-17")
	floor.At(at)
	for b.Loop() {
		at = at.Add(time.Second)
		floor.At(at)
	}
}
