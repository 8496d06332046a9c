package live

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

// TestAgentCountsByTheNewestEventThatCounts has what was heard of one agent, and how the agent counts 300 s after noon.
func TestAgentCountsByTheNewestEventThatCounts(t *testing.T) {
	change := func(seconds int, status string, holding map[string]string) connect.Fact {
		return agentEvent("STATE_CHANGE", "kim", seconds, status, holding)
	}
	type counts struct{ Online, Available, OnContact, Stale int64 }
	tests := []struct {
		name  string
		facts []connect.Fact
		want  counts
	}{
		{"available", []connect.Fact{change(250, "ROUTABLE", nil)}, counts{1, 1, 0, 0}},
		{"on break", []connect.Fact{change(250, "CUSTOM", nil)}, counts{1, 0, 0, 0}},
		{"offline", []connect.Fact{change(250, "OFFLINE", nil)}, counts{}},
		{"talking", []connect.Fact{change(250, "ROUTABLE", map[string]string{"a": "CONNECTED"})}, counts{1, 0, 1, 0}},
		{"after-contact work", []connect.Fact{change(250, "ROUTABLE", map[string]string{"a": "ENDED"})}, counts{1, 0, 1, 0}},
		{"finishing a call on break", []connect.Fact{change(250, "CUSTOM", map[string]string{"a": "CONNECTED"})}, counts{1, 0, 1, 0}},
		{"ringing", []connect.Fact{change(250, "ROUTABLE", map[string]string{"a": "CONNECTING"})}, counts{1, 0, 0, 0}},
		{"missed", []connect.Fact{change(250, "ROUTABLE", map[string]string{"a": "MISSED"})}, counts{1, 0, 0, 0}},
		{"one chat connected, another missed", []connect.Fact{change(250, "ROUTABLE", map[string]string{"a": "CONNECTED", "b": "MISSED"})}, counts{1, 0, 1, 0}},
		{"an older event comes late", []connect.Fact{change(250, "CUSTOM", nil), change(200, "ROUTABLE", nil)}, counts{1, 0, 0, 0}},
		{"silent for 180 s is stale and counts", []connect.Fact{change(119, "ROUTABLE", nil)}, counts{1, 1, 0, 1}},
		{"a heartbeat keeps fresh", []connect.Fact{change(10, "ROUTABLE", nil), agentEvent("HEART_BEAT", "kim", 130, "ROUTABLE", nil)}, counts{1, 1, 0, 0}},
		{"logged out", []connect.Fact{change(200, "ROUTABLE", nil), agentEvent("LOGOUT", "kim", 250, "", nil)}, counts{}},
		{"a heartbeat does not bring back", []connect.Fact{agentEvent("LOGOUT", "kim", 200, "", nil), agentEvent("HEART_BEAT", "kim", 250, "ROUTABLE", nil)}, counts{}},
		{"a state change does", []connect.Fact{agentEvent("LOGOUT", "kim", 200, "", nil), change(250, "ROUTABLE", nil)}, counts{1, 1, 0, 0}},
		{"a state change without snapshot changes nothing", []connect.Fact{change(200, "ROUTABLE", nil), agentEvent("STATE_CHANGE", "kim", 250, "", nil)}, counts{1, 1, 0, 0}},
		{"a login without snapshot is not online yet", []connect.Fact{change(100, "ROUTABLE", nil), agentEvent("LOGIN", "kim", 250, "", nil)}, counts{}},
		{"a heartbeat after a login tells the status", []connect.Fact{agentEvent("LOGIN", "kim", 200, "", nil), agentEvent("HEART_BEAT", "kim", 250, "CUSTOM", nil)}, counts{1, 0, 0, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := shown(boardOf(tt.facts...), 300)
			got := counts{s.Totals.AgentsOnline, s.Totals.AgentsAvailable, s.Totals.AgentsOnContact, s.Totals.AgentsStale}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("agents (-want +got):\n%s", diff)
			}
			q, known := s.Queues[salesARN]
			served := counts{q.AgentsOnline, q.AgentsAvailable, q.AgentsOnContact, tt.want.Stale}
			if diff := cmp.Diff(tt.want, served); known && diff != "" {
				t.Errorf("agents of the queue (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDialledContactsEngageAndListeningDoesNot(t *testing.T) {
	tests := []struct {
		method, state string
		want          bool
	}{
		{"OUTBOUND", "CONNECTING", true},
		{"CALLBACK", "CONNECTING", true},
		{"CALLBACK", "INCOMING", false},
		{"API", "CONNECTING", false},
		{"MONITOR", "CONNECTED", false},
		{"INBOUND", "PENDING", false},
		{"API", "PAUSED", true},
	}
	for _, tt := range tests {
		if got := (agentContact{method: tt.method, state: tt.state}).engages(); got != tt.want {
			t.Errorf("%s %s engages = %t, want %t", tt.method, tt.state, got, tt.want)
		}
	}
}

func TestQueueKeepsItsRowWhenItsAgentsLogOut(t *testing.T) {
	b := boardOf(agentEvent("STATE_CHANGE", "kim", 1, "ROUTABLE", nil), agentEvent("LOGOUT", "kim", 2, "", nil))
	want := map[string]QueueState{salesARN: {Name: "Sales"}}
	if diff := cmp.Diff(want, shown(b, 5).Queues); diff != "" {
		t.Errorf("queues (-want +got):\n%s", diff)
	}
}

func TestPreviousSnapshotFillsTheHoleOfALostEvent(t *testing.T) {
	gap := agentEvent("STATE_CHANGE", "kim", 60, "ROUTABLE", nil)
	gap.AgentEvent.Previous = agentEvent("STATE_CHANGE", "kim", 60, "ROUTABLE", map[string]string{"a": "ENDED"}).AgentEvent.Current
	if got := shown(boardOf(event("QUEUED", "a", 5), gap), 70).Totals.InQueue; got != 0 {
		t.Errorf("in queue = %d: the agent had the contact already", got)
	}
}
