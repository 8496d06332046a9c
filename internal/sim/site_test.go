package sim_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/sim"
)

func TestSecondInstanceHasTheSameNamesAndNothingElseOfTheFirst(t *testing.T) {
	const here, there = "arn:aws:connect:ap-northeast-2:111122223333:", "arn:aws:connect:ap-southeast-1:444455556666:"
	world := func(instance int) *sim.World {
		w, err := sim.NewWorld(sim.Options{Seed: 3, Instance: instance, Agents: 12})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	first, second := world(0).Directory(), world(1).Directory()
	ids := map[string]bool{}
	for i, q := range first.Queues {
		ids[connect.ResourceID(q.ARN)] = true
		if diff := cmp.Diff(q.Name, second.Queues[i].Name); diff != "" {
			t.Errorf("queue %d (-first +second):\n%s", i, diff)
		}
	}
	for _, q := range second.Queues {
		if ids[connect.ResourceID(q.ARN)] {
			t.Errorf("%s has the id of a queue of the first instance", q.ARN)
		}
	}
	for _, door := range []sim.Door{sim.ContactRecords, sim.AgentEvents, sim.ContactEvents} {
		n := 0
		for _, d := range world(1).Day(date(world(1), "2026-11-16")).Deliveries {
			if d.Door != door {
				continue
			}
			text := d.Bytes()
			if bytes.Contains(text, []byte(here)) || bytes.Contains(text, []byte("111122223333")) {
				t.Fatalf("the second instance tells of the first: %s", text)
			}
			n += bytes.Count(text, []byte(there))
		}
		if n == 0 {
			t.Errorf("%v: nothing of the second instance", door)
		}
	}
}

func TestThereIsNoThirdInstance(t *testing.T) {
	for _, instance := range []int{-1, sim.Instances} {
		if _, err := sim.NewWorld(sim.Options{Instance: instance}); err == nil {
			t.Errorf("instance %d was founded", instance)
		}
	}
}
