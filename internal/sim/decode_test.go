package sim_test

import (
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/sim"
)

func TestEveryDeliveryButTheBrokenOnesIsUnderstood(t *testing.T) {
	w := world(t, sim.Options{Seed: 13, Agents: 20, Oddities: 8, Broken: -1})
	want := map[sim.Door]connect.Kind{
		sim.ContactRecords: connect.KindContact, sim.AgentEvents: connect.KindAgentEvent, sim.ContactEvents: connect.KindContactEvent,
	}
	warned := map[string]int{}
	for _, d := range w.Day(date(w, "2026-11-16")).Deliveries {
		fact := connect.Decode(d.Bytes())
		if fact.Kind != want[d.Door] {
			t.Fatalf("%s is read as kind %d: %s\n%.2000s", d.Door, fact.Kind, fact.Reason, d.Bytes())
		}
		for _, w := range fact.Warnings {
			warned[w.Field+": "+w.Reason]++
		}
	}
	for warning, n := range warned {
		t.Logf("%d times %s", n, warning)
	}
}

func TestBrokenDeliveriesAreRejected(t *testing.T) {
	whole := world(t, sim.Options{Seed: 13, Agents: 12, Broken: -1})
	broken := world(t, sim.Options{Seed: 13, Agents: 12, Broken: .2})
	on := date(whole, "2026-11-16")
	rejected := 0
	for _, d := range broken.Day(on).Deliveries {
		if connect.Decode(d.Bytes()).Kind == connect.KindRejected {
			rejected++
		}
	}
	extra := len(broken.Day(on).Deliveries) - len(whole.Day(on).Deliveries)
	if rejected != extra || extra < 20 {
		t.Errorf("%d deliveries are rejected, %d were added to be", rejected, extra)
	}
}
