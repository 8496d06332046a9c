package live

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// counted is an answer of Amazon Connect of so many seconds after noon about calls in the sales queue.
func counted(seconds int, read WaitingRead) Reading {
	place := Place{Queue: salesARN, Channel: "VOICE"}
	read.Scheduled.Valid = true
	return Reading{Instance: instance, At: at(seconds).Time(), Asked: []Place{place}, Waiting: map[Place]WaitingRead{place: read}}
}

func readOf(n int64, oldestSeconds int64) WaitingRead {
	return WaitingRead{InQueue: connect.Int{Value: n, Valid: true}, Oldest: connect.Int{Value: oldestSeconds * 1000, Valid: true}}
}

func salesList(b *Board, seconds int) WaitingList {
	return b.List(at(seconds).Time(), heartbeatLimit, metric.Everything(), salesQueue(), 1)
}

// TestTheListSaysWhereItAndTheCountDiffer: an event that never came leaves a contact without a name, one that would have
// ended a wait leaves a name that nobody counts.
func TestTheListSaysWhereItAndTheCountDiffer(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 0), event("QUEUED", "b", 5))
	if list := salesList(b, 20); list.Total != 2 || list.Named != 2 || list.Counted != nil || len(list.Contacts) != 1 {
		t.Errorf("by events alone: %d of %d wait, counted %v, %d told", list.Named, list.Total, list.Counted, len(list.Contacts))
	}
	for i, read := range []int64{3, 1} { // the oldest has waited for longer than either, so that neither is ruled out
		b.Reconcile(counted(20+i, readOf(read, 30)), heartbeatLimit)
		list := salesList(b, 25)
		want := &Counted{AsOf: at(20 + i).Time(), Waiting: Waiting{InQueue: read, Total: read}}
		if diff := gocmp.Diff(want, list.Counted); diff != "" || list.Total != read || list.Named != 2 {
			t.Errorf("%d wait, %d have a name; counted (-want +got):\n%s", list.Total, list.Named, diff)
		}
	}
	b.Apply(event("QUEUED", "c", 24))
	if list := salesList(b, 25); list.Total != 2 || list.Named != 3 || list.Counted.Total != 1 {
		t.Errorf("after one more came: %d wait, %d have a name, %d were counted", list.Total, list.Named, list.Counted.Total)
	}
}

// TestTheCountOfAnotherInstanceIsNotTold: what Amazon Connect counted is told to those who may see its instance.
func TestTheCountOfAnotherInstanceIsNotTold(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 0))
	b.Reconcile(counted(10, readOf(1, 10)), heartbeatLimit)
	for name, scope := range map[string]metric.Scope{"nobody": {}, "another": metric.Everything().Within([]string{instance + "0"})} {
		if list := b.List(at(20).Time(), heartbeatLimit, scope, salesQueue(), 10); list.Counted != nil || list.Named != 0 {
			t.Errorf("%s: %d named, counted %+v", name, list.Named, list.Counted)
		}
	}
	own := metric.Everything().Within([]string{instance})
	if list := b.List(at(20).Time(), heartbeatLimit, own, salesQueue(), 10); list.Counted == nil || list.Named != 1 {
		t.Errorf("its own: %d named, counted %+v", list.Named, list.Counted)
	}
}

// TestNoEstimateIsNoZero: what Amazon Connect estimates is told as it says it, for five minutes, and nothing is told for it.
func TestNoEstimateIsNoZero(t *testing.T) {
	b := boardOf(agentEvent("LOGIN", "kim", 0, "ROUTABLE", nil))
	estimate := func(seconds int) map[string]int64 { return shown(b, seconds).Queues[salesARN].EstimatedWaits }
	read := readOf(0, 0)
	for i, test := range []struct {
		estimate connect.Int
		want     map[string]int64
	}{
		{connect.Int{Value: 42, Valid: true}, map[string]int64{"VOICE": 42}},
		{connect.Int{}, nil},
		{connect.Int{Valid: true}, map[string]int64{"VOICE": 0}},
	} {
		read.Estimate = test.estimate
		b.Reconcile(counted(10+i, read), heartbeatLimit)
		if diff := gocmp.Diff(test.want, estimate(15)); diff != "" {
			t.Errorf("read %+v (-want +got):\n%s", test.estimate, diff)
		}
	}
	if diff := gocmp.Diff(map[string]int64{"VOICE": 0}, estimate(310)); diff != "" {
		t.Errorf("within five minutes (-want +got):\n%s", diff)
	}
	if got := estimate(313); got != nil {
		t.Errorf("an estimate of more than five minutes ago is told: %v", got)
	}
}

func TestPatchTellsAnEstimateThatChangesAndOneThatGoes(t *testing.T) {
	with := func(waits map[string]int64) Snapshot {
		return Snapshot{Queues: map[string]QueueState{salesARN: {EstimatedWaits: waits}}}
	}
	none, short, long := with(nil), with(map[string]int64{"VOICE": 20, "CHAT": 5}), with(map[string]int64{"VOICE": 90})
	for _, step := range [][2]Snapshot{{none, short}, {short, long}, {long, none}} {
		got := mergePatch(plain(t, step[0]), plain(t, patch(step[0], step[1])))
		if diff := gocmp.Diff(withoutNulls(plain(t, step[1].Queues)), withoutNulls(got.(map[string]any)["queues"])); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}
