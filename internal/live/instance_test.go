package live

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// london is another instance than that of the other tests, in another account and Region.
const london = "arn:aws:connect:eu-west-2:444455556666:instance/9d0e1f2a"

// inLondon is what happened, as if it had happened in another instance, with the same names.
func inLondon(t *testing.T, facts ...connect.Fact) []connect.Fact {
	t.Helper()
	text, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	var moved []connect.Fact
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(text), instance, london)), &moved); err != nil {
		t.Fatal(err)
	}
	return moved
}

// of is the scope of one instance.
func of(arn string) metric.Scope { return metric.Everything().Within([]string{arn}) }

func TestSameNamesInTwoInstancesStayApart(t *testing.T) {
	here := []connect.Fact{
		agentEvent("STATE_CHANGE", "kim", 1, "ROUTABLE", nil), event("QUEUED", "a", 5), record("old", 3),
	}
	b := boardOf(append(here, inLondon(t, here...)...)...)
	s := shown(b, 20)
	if len(s.Queues) != 2 || len(s.Agents) != 2 || s.Totals.InQueue != 2 || s.Totals.AgentsOnline != 2 {
		t.Fatalf("%d queues, %d agents, %d waiting, %d online; want 2 of each", len(s.Queues), len(s.Agents), s.Totals.InQueue, s.Totals.AgentsOnline)
	}
	for _, arn := range []string{instance, london} {
		key := connect.InstanceID(arn)
		one := s.within(of(arn))
		if q := one.Queues[arn+"/queue/sales"]; len(one.Queues) != 1 || q.Name != "Sales desk" || q.InQueue != 1 {
			t.Errorf("%s: queues %+v", key, one.Queues)
		}
		if a := one.Agents[arn+"/agent/kim"]; len(one.Agents) != 1 || a == nil || a.Login != "kim" || a.Instance != arn {
			t.Errorf("%s: agents %+v", key, one.Agents)
		}
		if one.Totals.InQueue != 1 || one.Totals.AgentsOnline != 1 || one.Instances[key].ARN != arn {
			t.Errorf("%s: %+v of %+v", key, one.Totals, one.Instances[key])
		}
	}
}

// TestChosenInstancesAreAsIfThereWereNoOthers holds the picture of one instance of two, over made-up days, to that of a board
// which has only ever heard of this one, and the picture of both to the whole.
func TestChosenInstancesAreAsIfThereWereNoOthers(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 6))
		here, there := madeUpDay(random), inLondon(t, madeUpDay(random)...)
		seconds := random.IntN(9000)
		read := func(b *Board) *Board {
			b.Reconcile(Reading{
				Instance: instance, At: at(seconds / 2).Time(), Asked: []Place{{salesARN, "VOICE"}, {helpARN, "VOICE"}, {salesARN, "CHAT"}},
				Waiting: map[Place]WaitingRead{{salesARN, "VOICE"}: {InQueue: connect.Int{Value: 2, Valid: true}, Scheduled: connect.Int{Valid: true}}},
			}, heartbeatLimit)
			return b
		}
		both := shown(read(boardOf(append(append([]connect.Fact{}, here...), there...)...)), seconds)
		alone := map[string]Snapshot{instance: shown(read(boardOf(here...)), seconds), london: shown(boardOf(there...), seconds)}
		var totals Totals
		for arn, want := range alone {
			if diff := cmp.Diff(want, both.within(of(arn))); diff != "" {
				t.Fatalf("seed %d, %s alone (-own board +of both):\n%s", seed, arn, diff)
			}
			totals.join(want.Totals)
		}
		if diff := cmp.Diff(totals, both.Totals); diff != "" {
			t.Fatalf("seed %d, totals (-sum +whole):\n%s", seed, diff)
		}
		if diff := cmp.Diff(both, both.within(metric.Everything().Within([]string{instance, london}))); diff != "" {
			t.Fatalf("seed %d, both chosen (-whole +chosen):\n%s", seed, diff)
		}
	}
}

func TestClearestARNNamesAnInstanceWhateverCameFirst(t *testing.T) {
	malformed := event("QUEUED", "a", 5, func(e *connect.ContactEvent) {
		e.InstanceARN = strings.Replace(instance, "arn:aws:connect", "arn:aws::connect", 1)
	})
	for _, facts := range [][]connect.Fact{{malformed, event("QUEUED", "b", 6)}, {event("QUEUED", "b", 6), malformed}} {
		s := shown(boardOf(facts...), 10)
		if got := s.Instances["5f3c2a10"]; len(s.Instances) != 1 || got.ARN != instance || got.Totals.InQueue != 2 {
			t.Errorf("instances: %+v", s.Instances)
		}
	}
}

func TestInstanceIsForgottenWithTheLastThatWasHeardOfIt(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 5))
	b.Expire(noon.Add(memory))
	if n := len(b.instances); n != 1 {
		t.Fatalf("%d instances within the board's memory, want 1", n)
	}
	b.Expire(noon.Add(memory + time.Minute))
	if n := len(b.instances); n != 0 {
		t.Errorf("%d instances of which nothing is left", n)
	}
}

// watching subscribes with a scope and leaves the first snapshot behind.
func watching(t *testing.T, h *Hub, scope metric.Scope) *Subscription {
	t.Helper()
	s, err := h.Subscribe(t.Context(), Watch{Scope: scope, Agents: true}, "")
	if err != nil {
		t.Fatal(err)
	}
	next(t, s)
	return s
}

func TestStreamTellsOfTheInstancesInScopeAlone(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		streams := map[string]*Subscription{
			"all": watching(t, h, metric.Everything()), "here": watching(t, h, of(instance)), "nothing": watching(t, h, metric.Scope{}),
		}
		h.Publish(inLondon(t, queuedNow("a"), queuedNow("b")))
		synctest.Wait()
		h.Publish([]connect.Fact{queuedNow("c")})
		synctest.Wait()
		for name, want := range map[string][]string{"all": {"2", "3"}, "here": {"1"}, "nothing": nil} {
			var got []string
			for range len(streams[name].Messages()) {
				m := <-streams[name].Messages()
				if m.Event != "delta" {
					continue
				}
				if name != "all" && strings.Contains(string(m.Data), "9d0e1f2a") {
					t.Errorf("%s is told of another instance: %s", name, m.Data)
				}
				var told struct{ Totals struct{ Total json.Number } }
				if err := json.Unmarshal(m.Data, &told); err != nil {
					t.Fatal(err)
				}
				got = append(got, told.Totals.Total.String())
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: waiting, delta by delta (-want +got):\n%s", name, diff)
			}
			streams[name].Close()
		}
	})
}

func TestWaitingListAndHistoryAreOfTheInstancesInScope(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		h.Publish(append(inLondon(t, queuedNow("a"), queuedNow("b")), queuedNow("c")))
		time.Sleep(20 * time.Second)
		for name, tt := range map[string]struct {
			scope   metric.Scope
			waiting int
			samples int
		}{
			"all": {metric.Everything(), 3, 2}, "here": {of(instance), 1, 1}, "there": {of(london), 2, 1}, "nothing": {metric.Scope{}, 0, 0},
		} {
			list, err := h.WaitingList(t.Context(), tt.scope, Choice{}, 10)
			if err != nil {
				t.Fatal(err)
			}
			now, err := h.Snapshot(t.Context(), Watch{Scope: tt.scope})
			if err != nil {
				t.Fatal(err)
			}
			last := Sample{}
			if n := len(now.History); n > 0 {
				last = now.History[n-1]
			}
			if len(list.Contacts) != tt.waiting || int(list.Total) != tt.waiting || int(now.Totals.Total) != tt.waiting {
				t.Errorf("%s: %d named, %d counted, %d in the picture; want %d", name, len(list.Contacts), list.Total, now.Totals.Total, tt.waiting)
			}
			if len(now.History) != tt.samples || int(last.Total) != tt.waiting {
				t.Errorf("%s: %d samples, the last of %d; want %d of %d", name, len(now.History), last.Total, tt.samples, tt.waiting)
			}
		}
	})
}
