package live

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

const kimARN = agentsARN + "kim"

// kim is a change of the agent kim, so many seconds after noon.
func kim(seconds int, change func(*connect.AgentSnapshot)) connect.Fact {
	f := agentEvent("STATE_CHANGE", "kim", seconds, "ROUTABLE", nil)
	f.AgentEvent.EventID += f.AgentEvent.Timestamp.Time().String()
	change(f.AgentEvent.Current)
	return f
}

// holding gives an agent contacts: method, state and second of the state's beginning.
func holding(contacts ...connect.AgentContact) func(*connect.AgentSnapshot) {
	return func(s *connect.AgentSnapshot) { s.Contacts = contacts }
}

func held(method, state string, since int) connect.AgentContact {
	return connect.AgentContact{
		ContactID: connect.ContactID(method + state), Channel: "CHAT", InitiationMethod: method, State: state, StateStart: at(since),
	}
}

func TestActivityIsTheFirstOfSeveralThings(t *testing.T) {
	tests := []struct {
		name  string
		agent func(*connect.AgentSnapshot)
		want  Activity
		since int
	}{
		{"nothing", holding(), Available, 58},
		{"an error hides a talk", holding(held("INBOUND", "CONNECTED", 10), held("INBOUND", "ERROR", 20)), Failing, 20},
		{"an error hides a missed one", holding(held("INBOUND", "MISSED", 10), held("INBOUND", "ERROR", 20)), Failing, 20},
		{"a missed one hides a rejected one", holding(held("INBOUND", "REJECTED", 10), held("INBOUND", "MISSED", 20)), Missed, 20},
		{"a talk hides after-contact work", holding(held("INBOUND", "ENDED", 10), held("INBOUND", "CONNECTED", 20)), OnContact, 20},
		{"of two talks the longer", holding(held("INBOUND", "CONNECTED", 30), held("API", "CONNECTED", 20)), OnContact, 20},
		{"one holds, the other talks", holding(held("INBOUND", "CONNECTED_ONHOLD", 10), held("API", "CONNECTED", 20)), OnContact, 20},
		{"everybody is on hold", holding(held("INBOUND", "CONNECTED_ONHOLD", 10)), OnHold, 10},
		{"a paused task", holding(held("INBOUND", "PAUSED", 10)), OnContact, 10},
		{"dialling", holding(held("OUTBOUND", "CONNECTING", 10)), OnContact, 10},
		{"ringing", holding(held("INBOUND", "CONNECTING", 10)), Incoming, 10},
		{"a callback is presented", holding(held("CALLBACK", "INCOMING", 10)), Incoming, 10},
		{"a callback is being set up", holding(held("CALLBACK", "PENDING", 10)), Incoming, 10},
		{"listening in", holding(held("MONITOR", "CONNECTED", 10)), Monitoring, 10},
		{"on a call at lunch", func(s *connect.AgentSnapshot) {
			s.Status.Type = "CUSTOM"
			s.Contacts = []connect.AgentContact{held("INBOUND", "CONNECTED", 10)}
		}, OnContact, 10},
		{"lunch", func(s *connect.AgentSnapshot) { s.Status.Type = "CUSTOM" }, Custom, 58},
		{"offline", func(s *connect.AgentSnapshot) { s.Status.Type = "OFFLINE" }, Offline, 58},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := shown(boardOf(kim(60, tt.agent)), 70).Agents[kimARN]
			if got == nil || got.Activity != tt.want || !got.Since.Equal(at(tt.since).Time()) {
				t.Errorf("agent = %+v, want %s since %d s after noon", got, tt.want, tt.since)
			}
		})
	}
}

func TestAgentInTwoQueuesCountsOnceInTheTotal(t *testing.T) {
	b := boardOf(kim(60, func(s *connect.AgentSnapshot) {
		s.RoutingProfile.InboundQueues = append(s.RoutingProfile.InboundQueues, connect.QueueRef{ARN: helpARN, Name: "Help"})
		s.Contacts = []connect.AgentContact{{ContactID: "a", InitiationMethod: "INBOUND", State: "ENDED", Queue: connect.QueueRef{ARN: helpARN}}}
	}))
	s := shown(b, 70)
	agent := AgentCounts{AgentsOnline: 1, AgentsStaffed: 1, AgentsOnContact: 1, SlotsAvailable: 3}
	whole := agent
	whole.add(AgentCounts{SlotsActive: 1, AfterContactWork: 1})
	if diff := cmp.Diff(whole, s.Totals.AgentCounts); diff != "" {
		t.Errorf("totals (-want +got):\n%s", diff)
	}
	want := map[string]QueueState{salesARN: {Name: "Sales", AgentCounts: agent}, helpARN: {Name: "Help", AgentCounts: whole}}
	if diff := cmp.Diff(want, s.Queues); diff != "" {
		t.Errorf("queues (-want +got):\n%s", diff)
	}
}

func TestNoSlotsAreFreeOnceAnotherStatusIsQueuedUp(t *testing.T) {
	b := boardOf(kim(60, func(s *connect.AgentSnapshot) {
		s.NextStatus = connect.AgentStatus{ARN: instance + "/agent-state/lunch", Name: "Lunch", Start: at(50)}
		s.Contacts = []connect.AgentContact{held("INBOUND", "CONNECTED", 10)}
	}))
	s := shown(b, 70)
	if s.Totals.SlotsAvailable != 0 || s.Totals.AgentsStaffed != 1 {
		t.Errorf("slots available = %d of %d staffed agents, want 0 of 1", s.Totals.SlotsAvailable, s.Totals.AgentsStaffed)
	}
	if next := s.Agents[kimARN].NextStatus; next == nil || next.Name != "Lunch" || !next.Since.Equal(at(50).Time()) {
		t.Errorf("next status = %+v, want Lunch since 50 s after noon", next)
	}
}

func TestHeartbeatThatSaysWhatIsKnownIsNoNews(t *testing.T) {
	b := boardOf(kim(60, holding(held("INBOUND", "CONNECTED", 10))))
	before := shown(b, 70)
	beat := kim(180, holding(held("INBOUND", "CONNECTED", 10)))
	beat.AgentEvent.EventType, beat.AgentEvent.Current.Status.Start = "HEART_BEAT", at(58)
	b.Apply(beat)
	if got := patch(before, shown(b, 190)); got != nil {
		t.Errorf("patch = %v, want none", got)
	}
}

func TestSilentAgentSaysSinceWhen(t *testing.T) {
	b := boardOf(kim(60, holding()))
	if got := shown(b, 240).Agents[kimARN]; got.Stale || got.SilentSince != nil {
		t.Errorf("after 180 s: stale %t since %v, want neither", got.Stale, got.SilentSince)
	}
	if got := shown(b, 241).Agents[kimARN]; !got.Stale || !got.SilentSince.Equal(at(60).Time()) {
		t.Errorf("after 181 s: stale %t since %v, want since 60 s after noon", got.Stale, got.SilentSince)
	}
}

// Heartbeats go on for an hour after an agent has gone offline: without the mark a contact whose end was lost would be shown as
// going on for days.
func TestSilentAgentWhoIsOfflineWithAContactIsStale(t *testing.T) {
	b := boardOf(kim(60, func(s *connect.AgentSnapshot) {
		s.Status.Type = typeOffline
		s.Contacts = []connect.AgentContact{held("INBOUND", "CONNECTED", 10)}
	}))
	for seconds, want := range map[int]int64{240: 0, 241: 1} {
		now := shown(b, seconds)
		if got := now.Agents[kimARN]; got == nil || got.Activity != OnContact || got.Stale != (want == 1) || now.Totals.AgentsStale != want {
			t.Errorf("%d s after noon: %+v, %d stale in the total, want %d", seconds, got, now.Totals.AgentsStale, want)
		}
	}
}

func TestRosterShowsWhoWentOfflineForTenMinutes(t *testing.T) {
	b := boardOf(kim(60, holding()), agentEvent("LOGOUT", "kim", 100, "", nil))
	if got := shown(b, 700).Agents[kimARN]; got == nil || got.Activity != Offline || got.Name != "Agent kim" || !got.Since.Equal(at(100).Time()) {
		t.Errorf("after ten minutes: %+v, want Agent kim offline since 100 s after noon", got)
	}
	if got := shown(b, 701).Agents[kimARN]; got != nil {
		t.Errorf("after more than ten minutes: %+v, want nothing", got)
	}
}

func TestTheRosterTellsDiallingFromRinging(t *testing.T) {
	b := boardOf(kim(60, holding(held("OUTBOUND", "CONNECTING", 10), held("INBOUND", "CONNECTING", 20), held("OUTBOUND", "CONNECTED", 30))))
	got := map[string]bool{}
	for _, c := range shown(b, 70).Agents[kimARN].Contacts {
		got[c.ContactID] = c.Dialled
	}
	want := map[string]bool{"OUTBOUNDCONNECTING": true, "INBOUNDCONNECTING": false, "OUTBOUNDCONNECTED": false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("dialled (-want +got):\n%s", diff)
	}
}

func TestAgentOnTheWire(t *testing.T) {
	b := boardOf(kim(60, func(s *connect.AgentSnapshot) {
		s.Status = connect.AgentStatus{ARN: instance + "/agent-state/1", Name: "Available", Type: "ROUTABLE", Start: at(0)}
		s.Contacts = []connect.AgentContact{{
			ContactID: "c1", Channel: "VOICE", InitiationMethod: "INBOUND", State: "CONNECTED", StateStart: at(30),
			ConnectedToAgent: at(30), Queued: at(10), Queue: connect.QueueRef{ARN: salesARN, Name: "Sales"},
		}}
	}))
	got, err := json.MarshalIndent(shown(b, 70).Agents[kimARN], "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "instance": "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10",
  "name": "Agent kim",
  "login": "kim",
  "activity": "on_contact",
  "since": "2026-03-02T12:00:30Z",
  "status": {
    "arn": "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10/agent-state/1",
    "name": "Available",
    "type": "ROUTABLE",
    "since": "2026-03-02T12:00:00Z"
  },
  "next_status": null,
  "routing_profile": {
    "arn": "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10/routing-profile/care",
    "name": "Care"
  },
  "hierarchy": [
    {
      "arn": "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10/agent-group/seoul",
      "name": "Seoul"
    },
    {
      "arn": "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10/agent-group/seoul/team",
      "name": "Team 1"
    }
  ],
  "queues": [
    "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10/queue/sales"
  ],
  "contacts": [
    {
      "contact_id": "c1",
      "channel": "VOICE",
      "initiation_method": "INBOUND",
      "state": "CONNECTED",
      "since": "2026-03-02T12:00:30Z",
      "connected_at": "2026-03-02T12:00:30Z",
      "queued_at": "2026-03-02T12:00:10Z",
      "queue": "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10/queue/sales"
    }
  ],
  "slots": [
    {
      "channel": "VOICE",
      "available": 1,
      "maximum": 1
    },
    {
      "channel": "CHAT",
      "available": 2,
      "maximum": 3
    }
  ],
  "stale": false,
  "silent_since": null
}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("agent (-want +got):\n%s", diff)
	}
}
