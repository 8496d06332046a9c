package live

import (
	"math/rand/v2"
	"testing"

	"github.com/ringside/ringside/internal/connect"
)

// TestEventsOfOneSecondAreOrderedByWhatTheySayWasBefore takes an agent through a call in one moment: each event says what was
// before it, and neither its time nor its id tells the order.
func TestEventsOfOneSecondAreOrderedByWhatTheySayWasBefore(t *testing.T) {
	shot := func(state string) *connect.AgentSnapshot {
		s := &connect.AgentSnapshot{Status: connect.AgentStatus{ARN: "available", Type: typeRoutable, Start: at(0)}}
		if state != "" {
			s.Contacts = []connect.AgentContact{{ContactID: "c1", State: state, StateStart: at(60)}}
		}
		return s
	}
	states := []string{"", "CONNECTING", "CONNECTED", "ENDED"}
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var events []sighting
		for i, state := range states[1:] {
			events = append(events, sighting{
				at: at(60) + connect.Millis(random.IntN(3)), id: string(rune('a' + random.IntN(8)*3 + i)), shown: true,
				look: lookOf(shot(state)), before: lookOf(shot(states[i])), state: agentState{contacts: []agentContact{{state: state}}},
			})
		}
		random.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		var a agent
		for _, e := range append(events, events[0]) {
			a.see(e, false)
		}
		if got := a.now().contacts[0].state; got != "ENDED" {
			t.Fatalf("%+v end in %s", events, got)
		}
	}
}

func TestEventsOfOneSecondThatSayNothingOfBeforeGoByTimeAndID(t *testing.T) {
	look := lookOf(&connect.AgentSnapshot{})
	for name, events := range map[string][2]sighting{
		"time":   {{at: at(60) + 5, id: "a", look: look}, {at: at(60), id: "b", look: look}},
		"id":     {{at: at(60), id: "b", look: look}, {at: at(60), id: "a", look: look}},
		"circle": {{at: at(60) + 9, id: "a", look: 1, before: 2}, {at: at(60), id: "b", look: 2, before: 1}},
	} {
		for _, order := range [][2]int{{0, 1}, {1, 0}} {
			var a agent
			a.see(events[order[0]], false)
			a.see(events[order[1]], false)
			if a.step.id != events[0].id || a.step.at != events[0].at {
				t.Errorf("%s: %s is taken for the newest", name, a.step.id)
			}
		}
	}
}
