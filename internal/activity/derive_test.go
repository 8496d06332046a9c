package activity_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

// showing is a snapshot of an available agent with contacts of one id and state each.
func showing(contacts ...connect.AgentContact) *connect.AgentSnapshot {
	return &connect.AgentSnapshot{
		Status:   connect.AgentStatus{ARN: "available", Name: "Available", Type: "ROUTABLE", Start: origin},
		Contacts: contacts,
	}
}

func inState(id, state string, since connect.Millis) connect.AgentContact {
	return connect.AgentContact{ContactID: connect.ContactID(id), Channel: "VOICE", InitiationMethod: "INBOUND", State: state, StateStart: since}
}

func changed(id string, at connect.Millis, previous, current *connect.AgentSnapshot) *connect.AgentEvent {
	return &connect.AgentEvent{
		InstanceARN: instance, AgentARN: agentARN, EventID: id, EventType: "STATE_CHANGE", Timestamp: at, Previous: previous, Current: current,
	}
}

// TestAnOutdatedPreviousSnapshotTellsNothing: where the current snapshot shows what is held already, a previous one that
// does not is older than it, and there is no gap.
func TestAnOutdatedPreviousSnapshotTellsNothing(t *testing.T) {
	talking := showing(inState("c1", "CONNECTED", origin+5000))
	for name, previous := range map[string]*connect.AgentSnapshot{
		"contact not there yet":   showing(),
		"contact in former state": showing(inState("c1", "CONNECTING", origin+2000)),
		"former status": {
			Status:   connect.AgentStatus{ARN: "lunch", Name: "Lunch", Type: "CUSTOM", Start: origin - 5000},
			Contacts: talking.Contacts,
		},
	} {
		timeline, state := activity.Derive(activity.State{}, []*connect.AgentEvent{
			changed("1", origin+5000, nil, talking), changed("2", origin+60_000, previous, talking),
		})
		if len(timeline.Statuses)+len(timeline.Contacts)+len(timeline.Gaps) > 0 {
			t.Errorf("%s: %+v", name, timeline)
		}
		open := state.Open(origin + 90_000)
		if len(open.Contacts) != 1 || open.Contacts[0].Start != origin+5000 {
			t.Errorf("%s: %+v", name, open.Contacts)
		}
	}
}

// TestATimeAfterTheEventIsNone: a start that is yet to come says nothing, and freezes nothing.
func TestATimeAfterTheEventIsNone(t *testing.T) {
	const far = origin + 1_000_000_000
	timeline, state := activity.Derive(activity.State{}, []*connect.AgentEvent{
		changed("1", origin+1000, nil, showing(inState("c1", "CONNECTED", far))),
		changed("2", origin+2000, nil, showing(inState("c1", "CONNECTED", far))),
		changed("3", origin+3000, nil, showing(inState("c1", "ENDED", origin+3000))),
	})
	want := []activity.Contact{{
		ContactID: "c1", Channel: "VOICE", InitiationMethod: "INBOUND", State: "CONNECTED", Since: origin + 1000,
		Start: origin + 1000, End: origin + 3000, Next: "ENDED", By: origin + 3000,
	}}
	if diff := cmp.Diff(want, timeline.Contacts); diff != "" {
		t.Errorf("contacts (- want, + got):\n%s", diff)
	}
	if got := state.Open(origin + 4000).Contacts; len(got) != 1 || got[0].State != "ENDED" {
		t.Errorf("open: %+v", got)
	}
}

func TestWhatIsNotOverIsCutOffAndOpen(t *testing.T) {
	_, state := activity.Derive(activity.State{}, []*connect.AgentEvent{
		changed("1", origin+1000, nil, showing(inState("c1", "CONNECTING", origin+1000))),
	})
	got := state.Open(origin + 9000)
	want := activity.Timeline{
		Instance: instance, Agent: agentARN,
		Statuses: []activity.Status{{
			ARN: "available", Name: "Available", Type: "ROUTABLE", Since: origin, Start: origin, End: origin + 9000, Open: true,
		}},
		Contacts: []activity.Contact{{
			ContactID: "c1", Channel: "VOICE", InitiationMethod: "INBOUND", State: "CONNECTING", Since: origin + 1000,
			Start: origin + 1000, End: origin + 9000, Open: true,
		}},
		Stretches: []activity.Stretch{{Class: activity.Idle, Start: origin, End: origin + 9000, Open: true}},
		Sessions:  []activity.Session{{Start: origin, End: origin + 9000, Open: true}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("open (- want, + got):\n%s", diff)
	}
	if before := state.Open(origin); len(before.Statuses)+len(before.Contacts)+len(before.Stretches)+len(before.Sessions) > 0 {
		t.Errorf("open before anything began: %+v", before)
	}
}

func TestSilenceMakesAnOnlineAgentStale(t *testing.T) {
	_, online := activity.Derive(activity.State{}, []*connect.AgentEvent{changed("1", origin, nil, showing())})
	_, out := activity.Derive(online, []*connect.AgentEvent{{AgentARN: agentARN, EventID: "2", EventType: "LOGOUT", Timestamp: origin + 1000}})
	for _, tt := range []struct {
		name  string
		state activity.State
		after connect.Millis
		want  bool
	}{
		{"at the limit", online, 180_000, false},
		{"over it", online, 180_001, true},
		{"logged out", out, 900_000, false},
		{"never heard of", activity.State{}, 900_000, false},
	} {
		if got := tt.state.Stale(origin+tt.after, 180_000); got != tt.want {
			t.Errorf("%s: stale = %t", tt.name, got)
		}
	}
}
