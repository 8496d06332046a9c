package sim_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/sim"
)

// recount reads the lines as anybody would who has only them: newest version of each contact, then plain sums.
func recount(t *testing.T, records, events []byte, zone *time.Location) (map[string]*sim.DayTruth, sim.DoorTruth) {
	t.Helper()
	newest := map[string]object{}
	seen := map[string]bool{}
	var door sim.DoorTruth
	lines := bufio.NewScanner(bytes.NewReader(records))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		door.Deliveries++
		var r object
		id := ""
		if json.Unmarshal(lines.Bytes(), &r) == nil {
			id = r.text("ContactId")
		}
		old := newest[id]
		switch {
		case id == "":
			door.Broken++
			continue
		case seen[lines.Text()]:
			door.ExactDuplicates++
		case old == nil:
			door.Distinct++
		default:
			door.LaterVersions++
		}
		seen[lines.Text()] = true
		if old == nil || old.text("LastUpdateTimestamp") < r.text("LastUpdateTimestamp") {
			newest[id] = r
		}
	}
	days := map[string]*sim.DayTruth{}
	agents, connected, online := map[string]map[string]bool{}, map[string]map[string]bool{}, map[string]map[string]bool{}
	on := func(at time.Time) *sim.DayTruth {
		day := at.In(zone).Format(time.DateOnly)
		if days[day] == nil {
			days[day] = &sim.DayTruth{Day: day, CallsByQueue: map[string]int{}}
			agents[day], connected[day], online[day] = map[string]bool{}, map[string]bool{}, map[string]bool{}
		}
		return days[day]
	}
	for _, r := range newest {
		d := on(r.at(t, "InitiationTimestamp"))
		addRecord(d, r)
		if agent := r.text("Agent.ARN"); r.get("Agent.ConnectedToAgentTimestamp") != nil && r.text("InitiationMethod") != "MONITOR" {
			connected[d.Day][agent], agents[d.Day][agent] = true, true
		}
	}
	for agent, spans := range onlineSpans(t, events) {
		for _, s := range spans {
			for at := s[0]; at.Before(s[1]); {
				d := on(at)
				online[d.Day][agent], agents[d.Day][agent] = true, true
				y, m, n := at.In(zone).Date()
				at = time.Date(y, m, n+1, 0, 0, 0, 0, zone)
			}
		}
	}
	for day, d := range days {
		d.Agents, d.AgentsConnected, d.AgentsOnline = len(agents[day]), len(connected[day]), len(online[day])
	}
	return days, door
}

func addRecord(d *sim.DayTruth, r object) {
	connected := r.get("Agent.ConnectedToAgentTimestamp") != nil
	queued := r.get("Queue.EnqueueTimestamp") != nil
	work, talk := r.number("Agent.AfterContactWorkDuration"), r.number("Agent.AgentInteractionDuration")
	d.Calls++
	d.CallsByQueue[r.text("Queue.ARN")]++
	if queued {
		d.Queued++
	}
	if connected {
		d.Handled++
	}
	if queued && !connected && r.get("NextContactId") == nil && r.get("TransferCompletedTimestamp") == nil {
		d.Abandoned++
	}
	if r.text("InitiationMethod") == "OUTBOUND" {
		return
	}
	if connected || work >= 0 {
		d.ACWContacts++
	}
	if work >= 0 {
		d.ACWRecorded++
		d.ACWSeconds += work
	}
	if connected && talk >= 0 {
		d.TalkContacts++
		d.TalkSeconds += talk
	}
}

// onlineSpans follows each agent's status: online from the start of a status that is not OFFLINE to that of the next that is.
func onlineSpans(t *testing.T, events []byte) map[string][][2]time.Time {
	t.Helper()
	spans := map[string][][2]time.Time{}
	lines := bufio.NewScanner(bytes.NewReader(events))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var v agentView
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		status, all := v.Current.AgentStatus, spans[v.AgentARN]
		on := len(all) > 0 && all[len(all)-1][1].IsZero()
		switch {
		case status.Type == "":
		case status.Type != "OFFLINE" && !on:
			spans[v.AgentARN] = append(all, [2]time.Time{status.StartTimestamp})
		case status.Type == "OFFLINE" && on:
			all[len(all)-1][1] = status.StartTimestamp
		}
	}
	return spans
}

func TestTruthIsWhatTheLinesSay(t *testing.T) {
	w := world(t, sim.Options{Seed: 21, Agents: 12, Broken: .01})
	var records, agents, contacts bytes.Buffer
	from := date(w, "2026-10-30")
	files := sim.Files{ContactRecords: &records, AgentEvents: &agents, ContactEvents: &contacts}
	truth, err := w.WriteHistory(t.Context(), from, from.AddDate(0, 0, 3), files)
	if err != nil {
		t.Fatal(err)
	}
	for name, z := range truth.Zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		days, door := recount(t, records.Bytes(), agents.Bytes(), zone)
		got := map[string]*sim.DayTruth{}
		for _, d := range z.Days {
			got[d.Day] = &d
		}
		if diff := cmp.Diff(days, got); diff != "" {
			t.Errorf("%s: truth differs from the recount (-recount +truth)\n%s", name, diff)
		}
		if diff := cmp.Diff(door, truth.Deliveries["contact_records"]); diff != "" {
			t.Errorf("deliveries differ (-recount +truth)\n%s", diff)
		}
		if z.Range.Calls < 600 || z.Range.Calls > z.All.Calls || z.All.Agents < 10 {
			t.Errorf("%s: implausible sums: %+v", name, z.Range)
		}
	}
	for door, out := range map[string]*bytes.Buffer{"agent_events": &agents, "contact_events": &contacts} {
		if n := bytes.Count(out.Bytes(), []byte("\n")); n != truth.Deliveries[door].Deliveries {
			t.Errorf("%s has %d lines, truth says %d", door, n, truth.Deliveries[door].Deliveries)
		}
	}
	if truth.Deliveries["contact_records"].Broken == 0 {
		t.Error("nothing is broken, at a rate of 1 in 100")
	}
}

func TestHistoryStopsWhenTold(t *testing.T) {
	w := world(t, sim.Options{Agents: 12})
	from := date(w, "2026-10-30")
	ctx, cancel := context.WithCancel(t.Context())
	stop := sim.Files{ContactRecords: io.Discard, Progress: func(done, dates int) { cancel() }}
	if _, err := w.WriteHistory(ctx, from, from.AddDate(0, 0, 30), stop); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	full := sim.Files{ContactRecords: fullDisk{}}
	if _, err := w.WriteHistory(t.Context(), from, from.AddDate(0, 0, 1), full); !errors.Is(err, errFull) {
		t.Errorf("error %v, want that of the writer", err)
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestBackfillAndLiveMakeOneStream(t *testing.T) {
	w := world(t, sim.Options{Seed: 6, Agents: 12})
	now := date(w, "2026-11-05").Add(11*time.Hour + 55*time.Minute) // the night crew of the 6th has begun to log in
	until := now.Add(26 * time.Hour)
	got := map[string]int{}
	for _, c := range w.Backfill(now, 9, 3) {
		if c.Date.Before(w.Midnight(now).AddDate(0, 0, -2)) {
			continue
		}
		lines := bufio.NewScanner(c.Open())
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			got[lines.Text()]++
		}
	}
	for d := range w.Live(now) {
		if !d.At.Before(until) {
			break
		}
		got[string(d.Bytes())]++
	}
	want := map[string]int{}
	today := w.Midnight(now)
	for back := -2; back <= 9; back++ {
		for _, d := range w.Day(today.AddDate(0, 0, -back).Add(12 * time.Hour)).Deliveries {
			recent := back <= 1 || back == 2 && d.Door != sim.ContactEvents
			if d.At.Before(until) && (recent || d.Door == sim.ContactRecords && !d.At.Before(now)) {
				want[string(d.Bytes())]++
			}
		}
	}
	for line, n := range want {
		if got[line] != n {
			t.Fatalf("delivered %d times, want %d: %.300s", got[line], n, line)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d different deliveries, want %d", len(got), len(want))
	}
}

func TestBackfillPutsTheLastWeekFirst(t *testing.T) {
	w := world(t, sim.Options{Agents: 12})
	ready := true
	days := map[sim.Door]int{}
	for _, c := range w.Backfill(date(w, "2026-11-05"), 400, 14) {
		if c.Ready && !ready {
			t.Fatalf("%s is needed for the page but comes after what is not", c.Name)
		}
		if ready = c.Ready; ready && c.Door == sim.ContactRecords {
			days[99]++
		}
		days[c.Door]++
	}
	want := map[sim.Door]int{99: 7, sim.ContactRecords: 400, sim.AgentEvents: 15, sim.ContactEvents: 2}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Error(diff)
	}
}
