package live

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// TestContactWaitsOnlyWhileItsQueueHasIt has one rule of the live queue a line: what was heard, and what is waiting then.
func TestContactWaitsOnlyWhileItsQueueHasIt(t *testing.T) {
	callback := by("CALLBACK", "VOICE", "before")
	chat, task := by("API", "CHAT", ""), by("API", "TASK", "")
	tests := []struct {
		name               string
		facts              []connect.Fact
		seconds            int
		inQueue, scheduled int64
	}{
		{"a call in the flow does not wait", []connect.Fact{event("INITIATED", "a", 0)}, 10, 0, 0},
		{"a queued call waits", []connect.Fact{event("QUEUED", "a", 5)}, 10, 1, 0},
		{"twice told is once waiting", []connect.Fact{event("QUEUED", "a", 5), event("QUEUED", "a", 5)}, 10, 1, 0},
		{"an answered call is gone", []connect.Fact{event("QUEUED", "a", 5), event("CONNECTED_TO_AGENT", "a", 9)}, 10, 0, 0},
		{"queued heard after connected changes nothing", []connect.Fact{event("CONNECTED_TO_AGENT", "a", 9), event("QUEUED", "a", 5)}, 10, 0, 0},
		{"an abandoned call is gone", []connect.Fact{event("QUEUED", "a", 5), event("DISCONNECTED", "a", 9)}, 10, 0, 0},
		{"completed alone is enough", []connect.Fact{event("QUEUED", "a", 5), event("COMPLETED", "a", 9)}, 10, 0, 0},
		{"a record proves it over", []connect.Fact{event("QUEUED", "a", 5), record("a", 90)}, 100, 0, 0},
		{"also a record that came first", []connect.Fact{record("a", 90), event("QUEUED", "a", 5)}, 100, 0, 0},
		{"an update of its data changes nothing", []connect.Fact{event("QUEUED", "a", 5), event("CONTACT_DATA_UPDATED", "a", 6)}, 10, 1, 0},
		{"ringing is not waiting", []connect.Fact{event("QUEUED", "a", 5), agentEvent("STATE_CHANGE", "kim", 8, "ROUTABLE", map[string]string{"a": "CONNECTING"})}, 10, 0, 0},
		{"missed waits again", []connect.Fact{
			event("QUEUED", "a", 5),
			agentEvent("STATE_CHANGE", "kim", 8, "ROUTABLE", map[string]string{"a": "CONNECTING"}),
			agentEvent("STATE_CHANGE", "kim", 28, "ROUTABLE", map[string]string{"a": "MISSED"}),
		}, 30, 1, 0},
		{"rejected waits again", []connect.Fact{
			event("QUEUED", "a", 5), agentEvent("STATE_CHANGE", "kim", 28, "ROUTABLE", map[string]string{"a": "REJECTED"}),
		}, 30, 1, 0},
		{"an error does not bring it back", []connect.Fact{
			event("QUEUED", "a", 5), agentEvent("STATE_CHANGE", "kim", 28, "ROUTABLE", map[string]string{"a": "ERROR"}),
			agentEvent("STATE_CHANGE", "kim", 29, "ROUTABLE", nil),
		}, 30, 0, 0},
		{"a ring that ended without a word waits again", []connect.Fact{
			event("QUEUED", "a", 5),
			agentEvent("STATE_CHANGE", "kim", 8, "ROUTABLE", map[string]string{"a": "CONNECTING"}),
			agentEvent("STATE_CHANGE", "kim", 28, "ROUTABLE", nil),
		}, 30, 1, 0},
		{"a ring of an agent gone silent waits again", []connect.Fact{
			event("QUEUED", "a", 5), agentEvent("STATE_CHANGE", "kim", 8, "ROUTABLE", map[string]string{"a": "CONNECTING"}),
		}, 300, 1, 0},
		{"an announced callback is scheduled", []connect.Fact{event("INITIATED", "a", 5, callback)}, 10, 0, 1},
		{"also one of which the customer is called first", []connect.Fact{event("INITIATED", "a", 5, by("CALLBACK_CUSTOMER_FIRST_QUEUED", "VOICE", "before"))}, 10, 0, 1},
		{"a queued callback is in queue", []connect.Fact{event("INITIATED", "a", 5, callback), event("QUEUED", "a", 35, callback)}, 40, 1, 0},
		{"a callback on its way to an agent is neither", []connect.Fact{
			event("QUEUED", "a", 35, callback), agentEvent("STATE_CHANGE", "kim", 36, "ROUTABLE", map[string]string{"a": "INCOMING"}),
		}, 40, 0, 0},
		{"a call of four hours is forgotten", []connect.Fact{event("QUEUED", "a", 0)}, 4*3600 + 1, 0, 0},
		{"a call of just under four hours is not", []connect.Fact{event("QUEUED", "a", 0)}, 4*3600 - 1, 1, 0},
		{"a chat waits a day", []connect.Fact{event("QUEUED", "a", 0, chat)}, 24*3600 - 1, 1, 0},
		{"but no longer", []connect.Fact{event("QUEUED", "a", 0, chat)}, 24*3600 + 1, 0, 0},
		{"a task waits a week", []connect.Fact{event("QUEUED", "a", 0, task)}, 7*24*3600 - 1, 1, 0},
		{"but no longer than that", []connect.Fact{event("QUEUED", "a", 0, task)}, 7*24*3600 + 1, 0, 0},
		{"a queued callback waits a week", []connect.Fact{event("QUEUED", "a", 0, callback)}, 7*24*3600 - 1, 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := Waiting{InQueue: tt.inQueue, Scheduled: tt.scheduled, Total: tt.inQueue + tt.scheduled}
			if diff := cmp.Diff(want, shown(boardOf(tt.facts...), tt.seconds).Totals.Waiting); diff != "" {
				t.Errorf("waiting (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMissedContactKeepsItsPlaceInTheQueue(t *testing.T) {
	b := boardOf(
		event("QUEUED", "a", 5),
		agentEvent("STATE_CHANGE", "kim", 8, "ROUTABLE", map[string]string{"a": "CONNECTING"}),
		agentEvent("STATE_CHANGE", "kim", 28, "ROUTABLE", map[string]string{"a": "MISSED"}),
		event("QUEUED", "a", 28),
	)
	oldest := shown(b, 30).Queues[salesARN].OldestEnqueuedAt
	if oldest == nil || !oldest.Equal(at(5).Time()) {
		t.Errorf("oldest = %v, want %v", oldest, at(5).Time())
	}
}

func TestQueuedWithoutEnqueueTimeCountsFromTheEvent(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 5, func(e *connect.ContactEvent) { e.Enqueue, e.Initiation = 0, 0 }))
	oldest := shown(b, 10).Totals.OldestEnqueuedAt
	if oldest == nil || !oldest.Equal(at(5).Time()) {
		t.Errorf("oldest = %v, want %v", oldest, at(5).Time())
	}
}

func TestEnqueueTimeInTheFutureCountsFromTheEvent(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 5, func(e *connect.ContactEvent) { e.Enqueue = 1 << 52 }))
	oldest := shown(b, 10).Totals.OldestEnqueuedAt
	if oldest == nil || !oldest.Equal(at(5).Time()) {
		t.Errorf("oldest = %v, want %v", oldest, at(5).Time())
	}
}

func TestScheduledCallbackBelongsToTheQueueOfTheCallBefore(t *testing.T) {
	facts := []connect.Fact{
		event("QUEUED", "before", 1, queuedIn(helpARN)),
		event("DISCONNECTED", "before", 3),
		event("INITIATED", "back", 4, by("CALLBACK", "VOICE", "before")),
	}
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		b := NewBoard()
		for _, i := range order {
			b.Apply(facts[i])
		}
		if got := shown(b, 10).Queues[helpARN].Waiting; got.Scheduled != 1 || got.Total != 1 {
			t.Errorf("order %v: help has %+v, want one scheduled", order, got)
		}
	}
}

func TestQueuesWithSameContactIDInTwoInstancesAreTwoContacts(t *testing.T) {
	other := func(e *connect.ContactEvent) { e.InstanceARN = "arn:aws:connect:us-east-1:1:instance/other" }
	b := boardOf(event("QUEUED", "a", 1), event("QUEUED", "a", 1, other), event("DISCONNECTED", "a", 2))
	if got := shown(b, 5).Totals.InQueue; got != 1 {
		t.Errorf("in queue = %d, want the other instance's one", got)
	}
}

func TestMalformedInstanceARNIsTheSameInstance(t *testing.T) {
	bad := func(e *connect.ContactEvent) {
		e.InstanceARN = "arn:aws::connect:ap-northeast-2:111122223333:instance/5f3c2a10"
	}
	if got := shown(boardOf(event("QUEUED", "a", 1), event("DISCONNECTED", "a", 2, bad)), 5).Totals.InQueue; got != 0 {
		t.Errorf("in queue = %d, want 0", got)
	}
}

func TestQueueTakesItsNewestName(t *testing.T) {
	old := agentEvent("STATE_CHANGE", "kim", 10, "ROUTABLE", nil)
	for _, facts := range [][]connect.Fact{{old, record("a", 20)}, {record("a", 20), old}} {
		if got := shown(boardOf(facts...), 30).Queues[salesARN].Name; got != "Sales desk" {
			t.Errorf("name = %q, want the newest", got)
		}
	}
}

func TestQueueWithoutNameIsCalledByTheEndOfItsARN(t *testing.T) {
	own := instance + "/queue/agent/kim"
	if got := shown(boardOf(event("QUEUED", "a", 1, queuedIn(own))), 5).Queues[own].Name; got != "agent/kim" {
		t.Errorf("name = %q, want agent/kim", got)
	}
}

func TestExpireForgetsOnlyWhatCannotMatter(t *testing.T) {
	b := boardOf(event("QUEUED", "waits", 0, by("API", "TASK", "")), event("DISCONNECTED", "over", 0))
	b.Expire(noon.Add(memory - time.Second))
	if got := b.Size(); got != 2 {
		t.Errorf("within memory: %d contacts, want 2", got)
	}
	b.Expire(noon.Add(memory + time.Second))
	if got := b.Size(); got != 0 {
		t.Errorf("after memory: %d contacts, want 0", got)
	}
}

func TestShrinkLetsGoOfWhatIsOverForLongestFirst(t *testing.T) {
	b := boardOf(event("QUEUED", "waits", 0), event("COMPLETED", "older", 1), event("COMPLETED", "newer", 2))
	b.shrink(2)
	if _, kept := b.contacts[contactKey{"5f3c2a10", "older"}]; kept || b.Size() != 2 {
		t.Errorf("kept %d contacts, older among them: %t", b.Size(), kept)
	}
	b.shrink(1)
	if got := shown(b, 5).Totals.InQueue; got != 1 {
		t.Errorf("in queue = %d: the waiting contact was let go before one that is over", got)
	}
}

func TestWaitingCountsOnlyTheChosen(t *testing.T) {
	b := boardOf(
		agentEvent("STATE_CHANGE", "kim", 1, "ROUTABLE", nil),
		event("QUEUED", "a", 1),
		event("QUEUED", "b", 2, queuedIn(helpARN)),
		event("QUEUED", "c", 3, by("API", "CHAT", "")),
		event("INITIATED", "d", 4, by("CALLBACK", "VOICE", "b")),
	)
	tests := []struct {
		choice             Choice
		inQueue, scheduled int64
	}{
		{Choice{}, 3, 1},
		{Choice{Queues: []string{salesARN}}, 2, 0},
		{Choice{Queues: []string{"help"}}, 1, 1},
		{Choice{Queues: []string{"Sales"}}, 2, 0},
		{Choice{Queues: []string{"nowhere"}}, 0, 0},
		{Choice{Channels: []string{"CHAT"}}, 1, 0},
		{Choice{Queues: []string{"Sales", "help"}, Channels: []string{"VOICE"}}, 2, 1},
		{Choice{Instances: []string{instance}}, 3, 1},
		{Choice{Instances: []string{"other"}}, 0, 0},
	}
	for _, tt := range tests {
		want := Waiting{InQueue: tt.inQueue, Scheduled: tt.scheduled, Total: tt.inQueue + tt.scheduled}
		if diff := cmp.Diff(want, b.Within(at(10).Time(), heartbeatLimit, metric.Everything(), tt.choice).Totals.Waiting); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.choice, diff)
		}
	}
}

func TestBoardKeepsOnlyTheNewestNamesAndFewTexts(t *testing.T) {
	b := NewBoard()
	for i := range 5 {
		b.Name(fmt.Sprintf("%s-%d", helpARN, i), "Help", at(i))
	}
	b.shrinkTexts(2)
	if got := slices.Sorted(maps.Keys(b.names)); !slices.Equal(got, []string{helpARN + "-3", helpARN + "-4"}) || len(b.texts) > 2 {
		t.Errorf("names of %v and %d texts are kept; want those of the newest two", got, len(b.texts))
	}
}
