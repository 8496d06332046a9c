package live

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

func salesQueue() Choice { return Choice{Queues: []string{salesARN}} }

func TestWaitingListNamesTheOldestFirst(t *testing.T) {
	callback := by("CALLBACK", "VOICE", "before")
	b := boardOf(
		event("QUEUED", "second", 20),
		event("QUEUED", "first", 5, by("API", "CHAT", "")),
		event("QUEUED", "elsewhere", 1, queuedIn(helpARN)),
		event("QUEUED", "before", 2), event("DISCONNECTED", "before", 3),
		event("INITIATED", "later", 30, callback, func(e *connect.ContactEvent) { e.Initiation = at(30) }),
		event("QUEUED", "due", 40, callback),
		event("QUEUED", "rings", 4),
		agentEvent("STATE_CHANGE", "kim", 8, "ROUTABLE", map[string]string{"rings": "CONNECTING"}),
	)
	want := WaitingList{
		AsOf: at(50).Time(), Waiting: Waiting{InQueue: 3, Scheduled: 1, Total: 4}, Named: 4,
		Contacts: []WaitingContact{
			{ContactID: "first", Queue: salesARN, Channel: "CHAT", InitiationMethod: "API", Since: at(5).Time()},
			{ContactID: "second", Queue: salesARN, Channel: "VOICE", InitiationMethod: "INBOUND", Since: at(20).Time()},
			{ContactID: "later", Queue: salesARN, Channel: "VOICE", InitiationMethod: "CALLBACK", Callback: true, Scheduled: true, Since: at(30).Time()},
		},
	}
	if diff := cmp.Diff(want, b.List(at(50).Time(), heartbeatLimit, metric.Everything(), salesQueue(), 3)); diff != "" {
		t.Errorf("three of four (-want +got):\n%s", diff)
	}
}

func TestWaitingListOfManyAtOnceIsCutInOneOrder(t *testing.T) {
	b := NewBoard()
	for i := range 300 {
		b.Apply(event("QUEUED", fmt.Sprintf("%03d", i), 5))
	}
	list := b.List(at(9).Time(), heartbeatLimit, metric.Everything(), salesQueue(), 100)
	if list.InQueue != 300 || len(list.Contacts) != 100 || list.Contacts[0].ContactID != "000" || list.Contacts[99].ContactID != "099" {
		t.Errorf("%d named of %d, from %s", len(list.Contacts), list.InQueue, list.Contacts[0].ContactID)
	}
}

// TestWaitingListNamesWhomThePictureCounts holds the list of each queue to the numbers beside it, over made-up days.
func TestWaitingListNamesWhomThePictureCounts(t *testing.T) {
	named := 0
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 3))
		b, seconds := boardOf(madeUpDay(random)...), random.IntN(9000)
		for arn, q := range shown(b, seconds).Queues {
			if arn == "" {
				continue
			}
			list := b.List(at(seconds).Time(), heartbeatLimit, metric.Everything(), Choice{Queues: []string{arn}}, 1_000)
			got := QueueState{Name: q.Name, AgentCounts: q.AgentCounts}
			for _, c := range list.Contacts {
				named++
				in := atQueue
				if c.Scheduled {
					in = inDelay
				}
				got.InQueue += one(in == atQueue)
				got.Scheduled += one(in == inDelay)
				got.Total++
				told := contact{enqueued: connect.MillisOf(c.Since), initiated: connect.MillisOf(c.Since)}
				told.method.value, told.channel.value = c.InitiationMethod, c.Channel
				got.addWait(in, &told)
			}
			if diff := cmp.Diff(q, got); diff != "" {
				t.Fatalf("seed %d, %s (-picture +list):\n%s", seed, arn, diff)
			}
		}
	}
	if named == 0 {
		t.Error("nobody waited on any day")
	}
}

func TestCallbacksAreAgedApartFromPeople(t *testing.T) {
	callback := by("CALLBACK", "VOICE", "")
	b := boardOf(
		event("QUEUED", "due", 1, callback),
		event("INITIATED", "later", 2, callback, func(e *connect.ContactEvent) { e.QueueARN, e.Initiation = salesARN, at(2) }),
		event("QUEUED", "call", 10), event("QUEUED", "newer call", 12),
		event("QUEUED", "mail", 3, by("API", "EMAIL", "")),
	)
	due, later := at(1).Time(), at(2).Time()
	want := QueueState{
		Name: "sales", Waiting: Waiting{InQueue: 4, Scheduled: 1, Total: 5},
		OldestEnqueuedAt: &due, CallbacksInQueue: 1, OldestScheduledAt: &later,
		OldestByChannel: map[string]time.Time{"VOICE": at(10).Time(), "EMAIL": at(3).Time()},
	}
	if diff := cmp.Diff(want, shown(b, 20).Queues[salesARN]); diff != "" {
		t.Errorf("sales (-want +got):\n%s", diff)
	}
}

func TestWaitingListIsEmptyForWhoMaySeeNothing(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		h.Publish([]connect.Fact{queuedNow("a")})
		for scope, want := range map[metric.Scope]int{metric.Everything(): 1, {}: 0} {
			list, err := h.WaitingList(t.Context(), scope, salesQueue(), 10)
			if err != nil {
				t.Fatal(err)
			}
			if len(list.Contacts) != want || int(list.Total) != want || list.Contacts == nil {
				t.Errorf("sees everything: %t, %d contacts of %d", scope.SeesEverything(), len(list.Contacts), list.Total)
			}
		}
	})
}
