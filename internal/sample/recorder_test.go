package sample

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/live"
)

// board is a picture in which so many wait, the oldest for a minute and a half.
func board(at time.Time, waiting int64) live.Snapshot {
	oldest := at.Add(-90500 * time.Millisecond)
	w := live.Waiting{InQueue: waiting, Total: waiting}
	agents := live.AgentCounts{AgentsOnline: 3, AgentsStaffed: 2, AgentsAvailable: 1, AgentsNonProductive: 1, AgentsOnContact: 1}
	return live.Snapshot{
		AsOf:   at,
		Totals: live.Totals{Waiting: w, OldestEnqueuedAt: &oldest, AgentCounts: agents},
		Queues: map[string]live.QueueState{sales: {Waiting: w, OldestEnqueuedAt: &oldest, AgentCounts: agents}, help: {AgentCounts: agents}},
	}
}

// record runs a recorder over some offers until it has ended.
func record(t *testing.T, r *Recorder, offers func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	offers()
	stop()
	if err := r.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestRecorderKeepsWhatIsOfferedOnceTheBoardIsKnown(t *testing.T) {
	now := tuesday
	s := opened(t, t.TempDir(), &now)
	r := NewRecorder(s, slog.New(slog.DiscardHandler))
	record(t, r, func() {
		r.Offer(board(tuesday, 9)) // the board is still blind
		r.Begin()
		r.Offer(board(tuesday.Add(15*time.Second), 2))
	})
	h := read(t, s, sales, tuesday, fine.step, 2)
	want := Values{InQueue: 2, Waiting: 2, OldestWait: 91, Online: 3, Staffed: 2, Available: 1, NonProductive: 1, OnContact: 1}
	if diff := cmp.Diff([]Step{{}, {Samples: 1, Max: want, Sum: want, Last: want}}, h.Steps); diff != "" {
		t.Errorf("sales (-want +got):\n%s", diff)
	}
}

func TestRecorderNeverKeepsTheBoardWaiting(t *testing.T) {
	now := tuesday
	s := opened(t, t.TempDir(), &now)
	var told strings.Builder
	r := NewRecorder(s, slog.New(slog.NewTextHandler(&told, nil)))
	r.Begin()
	record(t, r, func() { // nobody takes anything: the disk hangs
		for i := range room + 3 {
			r.Offer(board(tuesday.Add(time.Duration(i)*fine.step), 1))
		}
	})
	if !strings.Contains(told.String(), "samples=3") {
		t.Errorf("the log does not count what was dropped: %s", &told)
	}
	if got := read(t, s, sales, tuesday, 2*time.Hour, 1).Steps[0].Samples; got != room {
		t.Errorf("%d samples kept, want %d", got, room)
	}
}

func TestSamplesWaitForADiskThatIsFull(t *testing.T) {
	now := tuesday
	s := opened(t, t.TempDir(), &now)
	var told strings.Builder
	r := NewRecorder(s, slog.New(slog.NewTextHandler(&told, nil)))
	refused, cancel := context.WithCancel(t.Context())
	cancel()
	waiting := r.keep(refused, r.all([]Moment{moment(tuesday, 1)}))
	waiting = r.keep(t.Context(), r.all(append(waiting, moment(tuesday.Add(fine.step), 2))))
	if len(waiting) != 0 {
		t.Errorf("%d samples still wait", len(waiting))
	}
	if diff := cmp.Diff([]int64{1, 2}, waited(read(t, s, sales, tuesday, fine.step, 2))); diff != "" {
		t.Errorf("sales (-want +got):\n%s", diff)
	}
	if !strings.Contains(told.String(), "tried again") {
		t.Errorf("log: %s", &told)
	}
}
