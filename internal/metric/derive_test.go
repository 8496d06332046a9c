package metric_test

import (
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// present lists the columns of a contact that have a value other than an unset flag.
func present(c connect.Contact) map[string]int64 {
	row := metric.Derive(&c)
	values := map[string]int64{}
	for _, column := range metric.Columns() {
		if v := row.Int(column); v.Valid && (v.Value != 0 || !column.Flag()) {
			values[column.Name()] = v.Value
		}
	}
	return values
}

func TestDeriveOfAnAnsweredContact(t *testing.T) {
	got := present(connect.Contact{
		ContactID: "a", InitialContactID: "a", InitiationMethod: "INBOUND", DisconnectReason: "AGENT_DISCONNECT",
		Initiation: 100_000, ConnectedToSystem: 100_000, LastUpdate: 900_000, Disconnect: 500_000,
		Queue: connect.ContactQueue{Enqueue: 130_000, Dequeue: 150_000, Duration: connect.Some(20)},
		Agent: connect.ContactAgent{
			ConnectedToAgent: 150_000, AgentInteractionDuration: connect.Some(300), CustomerHoldDuration: connect.Some(50),
			NumberOfHolds: connect.Some(2), LongestHoldDuration: connect.Some(40), AgentInitiatedHoldDuration: connect.Some(50),
			AfterContactWorkStart: 500_000, AfterContactWorkEnd: 560_000, AfterContactWorkDuration: connect.Some(60),
		},
		AgentConnectionAttempts: connect.Some(1),
	})
	want := map[string]int64{
		"init_ms": 100_000, "connected_to_system_ms": 100_000, "last_update_ms": 900_000, "disconnect_ms": 500_000,
		"enqueue_ms": 130_000, "dequeue_ms": 150_000, "connected_ms": 150_000, "acw_start_ms": 500_000, "acw_end_ms": 560_000,
		"queue_s": 20, "wait_s": 20, "interaction_s": 300, "hold_s": 50, "agent_hold_s": 50, "longest_hold_s": 40, "acw_s": 60,
		"acw_or_zero_s": 60, "handle_s": 410, "active_s": 410, "interaction_hold_s": 350, "contact_s": 400, "resolution_s": 460, "flow_s": 30,
		"holds": 2, "connection_attempts": 1, "queued": 1, "connected": 1, "incoming": 1, "agent_hung_up": 1, "first_of_journey": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDeriveOfAnEmptyContactHasNoValues(t *testing.T) {
	if diff := cmp.Diff(map[string]int64{"first_of_journey": 1}, present(connect.Contact{})); diff != "" {
		t.Error(diff)
	}
}

func TestDeriveDecidesAbandonment(t *testing.T) {
	waiting := connect.Contact{Queue: connect.ContactQueue{Enqueue: 1}}
	for name, c := range map[string]struct {
		change func(*connect.Contact)
		want   int64
	}{
		"left while waiting":               {func(*connect.Contact) {}, 1},
		"dequeued without agent":           {func(c *connect.Contact) { c.Queue.Dequeue = 2 }, 1},
		"agent named but not connected":    {func(c *connect.Contact) { c.Agent.ARN = "a" }, 1},
		"connected":                        {func(c *connect.Contact) { c.Agent.ConnectedToAgent = 2 }, 0},
		"asked for a callback":             {func(c *connect.Contact) { c.NextContactID = "b" }, 0},
		"transferred out of the queue":     {func(c *connect.Contact) { c.TransferCompleted = 2 }, 0},
		"said to be in queue, transferred": {func(c *connect.Contact) { c.TransferCompleted, c.PreDisconnectState = 2, "IN_QUEUE" }, 0},
		"transferred in another state":     {func(c *connect.Contact) { c.TransferCompleted, c.PreDisconnectState = 2, "CONNECTED" }, 1},
		"never queued":                     {func(c *connect.Contact) { c.Queue.Enqueue = 0 }, 0},
	} {
		contact := waiting
		c.change(&contact)
		if got := present(contact)["abandoned"]; got != c.want {
			t.Errorf("%s: abandoned %d, want %d", name, got, c.want)
		}
	}
}

func TestDeriveTellsOutboundKindsApart(t *testing.T) {
	for _, c := range []struct {
		method, channel string
		exact, wide     int64
	}{
		{"OUTBOUND", "VOICE", 1, 1},
		{"EXTERNAL_OUTBOUND", "VOICE", 0, 1},
		{"CAMPAIGN_PREVIEW", "VOICE", 0, 1},
		{"AGENT_REPLY", "EMAIL", 0, 1},
		{"API", "VOICE", 0, 1},
		{"API", "CHAT", 0, 0},
		{"CALLBACK", "VOICE", 0, 0},
		{"INBOUND", "VOICE", 0, 0},
		{"outbound", "VOICE", 0, 0},
	} {
		got := present(connect.Contact{InitiationMethod: c.method, Channel: c.channel})
		if got["outbound"] != c.exact || got["outbound_wide"] != c.wide {
			t.Errorf("%s on %s: outbound %d, wide %d", c.method, c.channel, got["outbound"], got["outbound_wide"])
		}
	}
}

func TestDeriveTellsQueueDurationAndWaitApart(t *testing.T) {
	// The callback of Amazon's example: 99 s of delay, then 21 s in queue, and a queue duration of 120 s.
	got := present(connect.Contact{
		InitiationMethod: "CALLBACK", Queue: connect.ContactQueue{Enqueue: 99_000, Dequeue: 120_000, Duration: connect.Some(120)},
	})
	if got["queue_s"] != 120 || got["wait_s"] != 21 {
		t.Errorf("duration %d, wait %d, want 120 and 21", got["queue_s"], got["wait_s"])
	}
}

func TestDeriveLeavesOutActiveTimeOfNothing(t *testing.T) {
	for _, c := range []struct {
		talk, hold, acw int64
		want            int64 // 0 is missing
	}{{0, 0, 0, 0}, {0, 0, 5, 5}, {1, 2, 3, 6}} {
		got := present(connect.Contact{Agent: connect.ContactAgent{
			AgentInteractionDuration: connect.Some(c.talk), CustomerHoldDuration: connect.Some(c.hold),
			AfterContactWorkDuration: connect.Some(c.acw), AgentPauseDuration: connect.Some(100),
		}})
		if active, valid := got["active_s"]; active != c.want || valid != (c.want > 0) {
			t.Errorf("%+v: active %d, there %v", c, active, valid)
		}
	}
}

func TestDeriveKeepsWhatEndedAContact(t *testing.T) {
	for _, c := range []struct {
		contact connect.Contact
		want    []string
	}{
		{connect.Contact{PreDisconnectState: "CONNECTED_ONHOLD"}, []string{"ended_on_hold", "first_of_journey"}},
		{connect.Contact{ConversationAbandoned: true}, []string{"conversation_abandoned", "first_of_journey"}},
		{connect.Contact{InitiationMethod: "TRANSFER"}, []string{"first_of_journey", "flow_s", "incoming", "transferred_in", "transferred_in_by_agent"}},
		{connect.Contact{InitiationMethod: "QUEUE_TRANSFER"}, []string{"first_of_journey", "flow_s", "incoming", "transferred_in"}},
	} {
		got := slices.Sorted(maps.Keys(present(c.contact)))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestDeriveDoesNotBelieveImpossibleDurations(t *testing.T) {
	for _, seconds := range []int64{-1, math.MaxInt64, math.MinInt64} {
		got := present(connect.Contact{Agent: connect.ContactAgent{
			AgentInteractionDuration: connect.Some(seconds), AfterContactWorkDuration: connect.Some(7),
		}})
		if got["interaction_s"] != 0 || got["handle_s"] != 7 {
			t.Errorf("%d s: interaction %d, handle %d", seconds, got["interaction_s"], got["handle_s"])
		}
	}
	backwards := present(connect.Contact{
		InitiationMethod: "INBOUND", Initiation: 9000, Disconnect: 4000, ConnectedToSystem: 9000,
	})
	if diff := cmp.Diff([3]int64{-5, 0, 0}, [3]int64{backwards["contact_s"], backwards["resolution_s"], backwards["flow_s"]}); diff != "" {
		t.Error(diff)
	}
}
