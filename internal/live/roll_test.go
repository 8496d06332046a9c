package live

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

// listed is the agent kim in a roll, as of so many seconds after noon: in a status for a minute, with contacts.
func listed(seconds int, status string, contacts ...connect.AgentContact) RollEntry {
	return RollEntry{ARN: kimARN, At: at(seconds).Time(), Snapshot: connect.AgentSnapshot{
		Status:   connect.AgentStatus{ARN: instance + "/agent-state/" + status, Type: status, Name: "Status " + status, Start: at(seconds - 60)},
		Username: "mskim", FirstName: "민수", LastName: "김",
		RoutingProfile: connect.RoutingProfile{ARN: profileARN, Name: "Care", InboundQueues: []connect.QueueRef{{ARN: salesARN, Name: "Sales"}}},
		Contacts:       contacts,
	}}
}

// roll was asked for the profile of all agents.
func roll(seconds int, present ...RollEntry) Roll {
	return Roll{Instance: instance, At: at(seconds).Time(), Profiles: []string{profileARN}, Present: present}
}

func TestARollShowsWhomNoEventTold(t *testing.T) {
	b := NewBoard()
	told := b.CallRoll(roll(100, listed(100, "CUSTOM")))
	if diff := cmp.Diff(RollOutcome{Told: 1}, told); diff != "" {
		t.Errorf("outcome (-want +got):\n%s", diff)
	}
	s := shown(b, 120)
	kim := s.Agents[kimARN]
	if kim == nil || kim.Name != "김민수" || kim.Login != "mskim" || kim.Activity != Custom || !kim.Since.Equal(at(40).Time()) || kim.Stale {
		t.Errorf("the roster has %+v", kim)
	}
	if q := s.Queues[salesARN]; q.AgentsOnline != 1 || q.Name != "Sales" || s.Totals.AgentsNonProductive != 1 {
		t.Errorf("queue %+v, totals %+v", q, s.Totals.AgentCounts)
	}
}

// TestAnEventAndARollAreOrderedByTheirMoments has the status that is shown 100 s after noon, whichever came first.
func TestAnEventAndARollAreOrderedByTheirMoments(t *testing.T) {
	event := func(seconds int) connect.Fact { return agentEvent("STATE_CHANGE", "kim", seconds, "ROUTABLE", nil) }
	tests := []struct {
		name  string
		event connect.Fact
		roll  int
		want  Activity
	}{
		{"a newer roll", event(40), 60, Custom},
		{"an older roll", event(60), 40, Available},
		{"of one moment, the event", event(60), 60, Available},
		{"a heartbeat after the roll", agentEvent("HEART_BEAT", "kim", 60, "ROUTABLE", nil), 40, Available},
		{"a roll after a log-out of which it knows nothing", agentEvent("LOGOUT", "kim", 60, "", nil), 40, Offline},
		{"a roll after a log-out, and in again", agentEvent("LOGOUT", "kim", 40, "", nil), 60, Custom},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			eventFirst, rollFirst := boardOf(tt.event), NewBoard()
			eventFirst.CallRoll(roll(tt.roll, listed(tt.roll, "CUSTOM")))
			rollFirst.CallRoll(roll(tt.roll, listed(tt.roll, "CUSTOM")))
			rollFirst.Apply(tt.event)
			for name, b := range map[string]*Board{"event first": eventFirst, "roll first": rollFirst} {
				if got := shown(b, 100).Agents[kimARN]; got == nil || got.Activity != tt.want {
					t.Errorf("%s: %+v, want %s", name, got, tt.want)
				}
			}
		})
	}
}

func TestWhoIsNotInTheRollIsNotThere(t *testing.T) {
	b := boardOf(agentEvent("STATE_CHANGE", "kim", 0, "ROUTABLE", map[string]string{"a": "CONNECTED"}))
	told := b.CallRoll(roll(60))
	s := shown(b, 61)
	if told.Missing != 1 || s.Totals.AgentsOnline != 0 || s.Agents[kimARN] != nil {
		t.Errorf("%+v; %d online, %+v", told, s.Totals.AgentsOnline, s.Agents[kimARN])
	}
}

// TestWhoWasMissingIsBackWithTheNextEventOfALaterMoment has a roll 60 s after noon without the agent, and what comes before
// and after it, in both orders.
func TestWhoWasMissingIsBackWithTheNextEventOfALaterMoment(t *testing.T) {
	event := func(kind string, seconds int, status string) connect.Fact {
		return agentEvent(kind, "kim", seconds, status, nil)
	}
	there := event("STATE_CHANGE", 0, "ROUTABLE")
	tests := []struct {
		name   string
		events []connect.Fact
		want   int64 // online
	}{
		{"nothing", nil, 0},
		{"a heartbeat", []connect.Fact{event("HEART_BEAT", 70, "ROUTABLE")}, 1},
		{"a heartbeat that shows him offline", []connect.Fact{event("HEART_BEAT", 70, "OFFLINE")}, 0},
		{"a late heartbeat of before", []connect.Fact{event("HEART_BEAT", 50, "ROUTABLE")}, 0},
		{"a state change", []connect.Fact{event("STATE_CHANGE", 70, "ROUTABLE")}, 1},
		{"a late log-out, and the heartbeats after it", []connect.Fact{
			event("HEART_BEAT", 70, "ROUTABLE"), event("LOGOUT", 40, ""), event("HEART_BEAT", 80, "ROUTABLE"),
		}, 0},
		{"a heartbeat, and a log-out", []connect.Fact{event("HEART_BEAT", 70, "ROUTABLE"), event("LOGOUT", 75, "")}, 0},
		{"a log-out, a heartbeat after it, and in again", []connect.Fact{
			event("LOGOUT", 65, ""), event("HEART_BEAT", 70, "ROUTABLE"), event("LOGIN", 90, "ROUTABLE"),
		}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inOrder, reversed := boardOf(there), boardOf(there)
			for _, b := range []*Board{inOrder, reversed} {
				if told := b.CallRoll(roll(60)); told.Missing != 1 {
					t.Fatalf("%+v", told)
				}
			}
			for i := range tt.events {
				inOrder.Apply(tt.events[i])
				reversed.Apply(tt.events[len(tt.events)-1-i])
			}
			for order, b := range map[string]*Board{"in order": inOrder, "reversed": reversed} {
				if got := shown(b, 100).Totals.AgentsOnline; got != tt.want {
					t.Errorf("%s: %d online, want %d", order, got, tt.want)
				}
			}
		})
	}
}

func TestARollProvesNothingOfWhomItDidNotAskFor(t *testing.T) {
	b := boardOf(agentEvent("STATE_CHANGE", "kim", 0, "ROUTABLE", nil))
	for name, r := range map[string]Roll{
		"another profile": {Instance: instance, At: at(60).Time(), Profiles: []string{profileARN + "2"}},
		"older":           {Instance: instance, At: at(-1).Time(), Profiles: []string{profileARN}},
	} {
		if told := b.CallRoll(r); told.Missing != 0 || shown(b, 61).Totals.AgentsOnline != 1 {
			t.Errorf("%s: %+v", name, told)
		}
	}
}

func TestARollKeepsWhatOnlyEventsTell(t *testing.T) {
	held := connect.AgentContact{
		ContactID: "c", Channel: "VOICE", InitiationMethod: "INBOUND", State: "CONNECTED_ONHOLD", StateStart: at(30),
		ConnectedToAgent: at(10), Queued: at(5), Queue: connect.QueueRef{ARN: salesARN},
	}
	b := boardOf(kim(40, holding(held)))
	answer := held
	answer.StateStart, answer.Queued = 0, 0 // Amazon Connect does not tell these
	entry := listed(60, "ROUTABLE", answer)
	entry.Snapshot.RoutingProfile.InboundQueues = nil
	b.CallRoll(roll(60, entry))
	got := shown(b, 61).Agents[kimARN]
	if got.Name != "Agent kim" || got.Login != "kim" || len(got.Queues) != 1 {
		t.Errorf("agent %+v", got)
	}
	if c := got.Contacts[0]; !c.Since.Equal(at(30).Time()) || !c.QueuedAt.Equal(at(5).Time()) {
		t.Errorf("contact %+v", c)
	}
}

func TestARollTakesContactsOutOfTheirQueue(t *testing.T) {
	b := boardOf(event("QUEUED", "c", 0))
	b.CallRoll(roll(60, listed(60, "ROUTABLE", connect.AgentContact{
		ContactID: "c", Channel: "VOICE", InitiationMethod: "INBOUND", State: "CONNECTED", StateStart: at(50), Queue: connect.QueueRef{ARN: salesARN},
	})))
	if got := shown(b, 61).Totals.InQueue; got != 0 {
		t.Errorf("%d wait, want 0: an agent has the contact", got)
	}
}
