package sim_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// plain is a world without oddities, whose streams must agree in every detail.
func plain(t *testing.T) *sim.World {
	return world(t, sim.Options{Seed: 11, Agents: 12, Oddities: -1, Broken: -1})
}

func TestContactRecordsAgreeWithThemselves(t *testing.T) {
	w := plain(t)
	handled, abandoned := 0, 0
	for _, r := range decode(t, w.Day(date(w, "2026-11-16")), sim.ContactRecords) {
		id := r.text("ContactId")
		disconnect, update := r.at(t, "DisconnectTimestamp"), r.at(t, "LastUpdateTimestamp")
		if disconnect.IsZero() || disconnect.Before(r.at(t, "InitiationTimestamp")) {
			t.Fatalf("%s: disconnected %s, initiated %s", id, disconnect, r.at(t, "InitiationTimestamp"))
		}
		if update.Before(disconnect) {
			t.Fatalf("%s: updated %s, before its disconnect %s", id, update, disconnect)
		}
		enqueued, connected := r.at(t, "Queue.EnqueueTimestamp"), r.at(t, "Agent.ConnectedToAgentTimestamp")
		if !enqueued.IsZero() && connected.IsZero() {
			abandoned++
			if r.get("Agent") != nil {
				t.Errorf("%s: nobody took it, yet it names an agent", id)
			}
			if dequeued := r.at(t, "Queue.DequeueTimestamp"); dequeued != disconnect && r.text("InitiationMethod") != "CALLBACK" {
				t.Errorf("%s: dequeued %s, disconnected %s", id, dequeued, disconnect)
			}
		}
		start := r.at(t, "Agent.AfterContactWorkStartTimestamp")
		if start.IsZero() {
			continue
		}
		handled++
		pause := max(0, r.number("Agent.AgentPauseDuration"))
		talk := r.number("Agent.AgentInteractionDuration") + r.number("Agent.CustomerHoldDuration") + pause
		if span := int64(start.Sub(connected).Seconds()); span != talk {
			t.Errorf("%s: %d s of interaction, hold and pause in %d s with the agent", id, talk, span)
		}
		work := r.at(t, "Agent.AfterContactWorkEndTimestamp").Sub(start).Seconds()
		if int64(work) != r.number("Agent.AfterContactWorkDuration") {
			t.Errorf("%s: AfterContactWorkDuration is not end minus start", id)
		}
	}
	if handled < 200 || abandoned < 10 {
		t.Errorf("%d handled with after-contact work and %d not handled: too few to prove anything", handled, abandoned)
	}
}

func TestAgentIsNeverInTwoCallsAtOnce(t *testing.T) {
	w := plain(t)
	for _, day := range []sim.Day{w.Day(date(w, "2026-11-16")), w.Day(date(w, "2026-11-21"))} {
		most := 0
		for _, e := range agentViews(t, day) {
			live := 0
			for _, c := range e.Current.Contacts {
				if c.Channel == "VOICE" && (c.State == "CONNECTED" || c.State == "CONNECTED_ONHOLD") {
					live++
				}
			}
			if live > 1 {
				t.Fatalf("%s talks in %d calls at %s", e.AgentARN, live, e.EventTimestamp)
			}
			most = max(most, len(e.Current.Contacts))
		}
		if most < 2 {
			t.Error("no agent ever has two contacts: chats should overlap")
		}
	}
}

// agentView is as much of an agent event as these tests need.
type agentView struct {
	AgentARN       string
	EventTimestamp time.Time
	EventType      string
	Current        struct {
		AgentStatus struct {
			Type           string
			StartTimestamp time.Time
		}
		Contacts []struct {
			ContactID                 string `json:"ContactId"`
			Channel, State            string
			ConnectedToAgentTimestamp time.Time
			StateStartTimestamp       time.Time
		}
	} `json:"CurrentAgentSnapshot"`
}

func agentViews(t *testing.T, day sim.Day) []agentView {
	t.Helper()
	var all []agentView
	for _, d := range day.Deliveries {
		if d.Door != sim.AgentEvents {
			continue
		}
		var v agentView
		if err := json.Unmarshal(d.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

// part is the agent's part of one contact, as agent events tell it.
type part struct {
	agent           string
	connected, left time.Time
	holds           int
}

func TestAgentEventsAndContactRecordsTellTheSameStory(t *testing.T) {
	w := plain(t)
	day := w.Day(date(w, "2026-11-17"))
	parts := map[string]*part{}
	held := map[string]string{} // contact to its last state
	for _, e := range agentViews(t, day) {
		for _, c := range e.Current.Contacts {
			id := c.ContactID
			if c.State == held[id+e.AgentARN] {
				continue
			}
			held[id+e.AgentARN] = c.State
			if parts[id] == nil {
				parts[id] = &part{}
			}
			switch p := parts[id]; c.State {
			case "CONNECTED":
				p.agent, p.connected = e.AgentARN, c.ConnectedToAgentTimestamp
			case "CONNECTED_ONHOLD":
				p.holds++
			case "ENDED":
				p.left = c.StateStartTimestamp
			}
		}
	}
	compared := 0
	for _, r := range decode(t, day, sim.ContactRecords) {
		id, method := r.text("ContactId"), r.text("InitiationMethod")
		connected := r.at(t, "Agent.ConnectedToAgentTimestamp")
		if connected.IsZero() || method == "MONITOR" || method == "OUTBOUND" {
			continue
		}
		p := parts[id]
		if p == nil || p.agent != r.text("Agent.ARN") || p.connected.Truncate(time.Second) != connected {
			t.Fatalf("%s: agent events say %+v, the record %s at %s", id, p, r.text("Agent.ARN"), connected)
		}
		if start := r.at(t, "Agent.AfterContactWorkStartTimestamp"); !start.IsZero() && start != p.left.Truncate(time.Second) {
			t.Errorf("%s: ENDED at %s, after-contact work from %s", id, p.left, start)
		}
		if n := r.number("Agent.NumberOfHolds"); n != int64(p.holds) {
			t.Errorf("%s: %d holds in agent events, %d in the record", id, p.holds, n)
		}
		compared++
	}
	if compared < 200 {
		t.Errorf("compared %d contacts, want at least 200", compared)
	}
}

func TestContactEventsAndContactRecordsTellTheSameStory(t *testing.T) {
	w := plain(t)
	day := w.Day(date(w, "2026-11-17"))
	steps := map[string]map[string]object{}
	for _, e := range decode(t, day, sim.ContactEvents) {
		id := e.text("detail.contactId")
		if steps[id] == nil {
			steps[id] = map[string]object{}
		}
		steps[id][e.text("detail.eventType")] = e
	}
	for _, r := range decode(t, day, sim.ContactRecords) {
		of := steps[r.text("ContactId")]
		for step, paths := range map[string][2]string{
			"INITIATED":          {"InitiationTimestamp", "detail.initiationTimestamp"},
			"QUEUED":             {"Queue.EnqueueTimestamp", "detail.queueInfo.enqueueTimestamp"},
			"CONNECTED_TO_AGENT": {"Agent.ConnectedToAgentTimestamp", "detail.agentInfo.connectedToAgentTimestamp"},
			"DISCONNECTED":       {"DisconnectTimestamp", "detail.disconnectTimestamp"},
			"COMPLETED":          {"DisconnectTimestamp", "detail.disconnectTimestamp"},
		} {
			record, event := r.at(t, paths[0]), of[step].at(t, paths[1])
			if record != event.Truncate(time.Second) {
				t.Errorf("%s %s: record says %s, event %s", r.text("ContactId"), step, record, event)
			}
		}
	}
}

func TestContactRecordsComeAMinuteAfterTheEnd(t *testing.T) {
	w := plain(t)
	day := w.Day(date(w, "2026-11-17"))
	for _, d := range day.Deliveries {
		if d.Door != sim.ContactRecords {
			continue
		}
		r := object{}
		decodeInto(t, d, &r)
		if r.text("InitiationMethod") == "DISCONNECT" {
			continue // its own rule: 5 s before its parent
		}
		end := r.at(t, "DisconnectTimestamp")
		if work := r.at(t, "Agent.AfterContactWorkEndTimestamp"); work.After(end) {
			end = work
		}
		update := r.at(t, "LastUpdateTimestamp")
		if after := update.Sub(end); after < 65*time.Second || after > 101*time.Second {
			t.Errorf("%s: updated %s after its end, want 66 to 100 s", r.text("ContactId"), after)
		}
		if late := d.At.Sub(update); late < 0 || late > 10*time.Second {
			t.Errorf("%s: delivered %s after its update", r.text("ContactId"), late)
		}
	}
}
