package live

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

const (
	readAgents  = 40
	readWaiting = 20 // contacts that wait throughout
	readHelp    = 7  // of whom no event tells, only readings do
)

// movingFloor is a hub of whose floor always the same is true while everything on it moves: events come six hundred a second,
// readings and what a store remembers in between.
func movingFloor(t testing.TB) *Hub {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	h := NewHub(Options{})
	var parts errgroup.Group
	parts.Go(func() error { return h.Run(ctx) })
	base := make([]connect.Fact, 0, readWaiting)
	for i := range readWaiting {
		base = append(base, queuedNow(fmt.Sprintf("stays%d", i)))
	}
	h.Publish(base)
	for n := range readAgents {
		move(ctx, h, base, n)
	}
	parts.Go(func() error {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for n := readAgents; ctx.Err() == nil; n++ {
			move(ctx, h, base, n)
			<-tick.C
		}
		return nil
	})
	t.Cleanup(func() {
		stop()
		if err := parts.Wait(); err != nil {
			t.Errorf("hub: %v", err)
		}
	})
	return h
}

// move has a call come and go and an agent go on with one of their own. Every twentieth time Amazon Connect is read, and the
// board told again what a store would remember.
func move(ctx context.Context, h *Hub, base []connect.Fact, n int) {
	call, name := fmt.Sprintf("call%d", n), fmt.Sprint(n%readAgents)
	over := queuedNow(call)
	over.ContactEvent.EventType = "DISCONNECTED"
	state := [...]string{"CONNECTED", "ENDED", "CONNECTING"}[n/readAgents%3]
	agent := agentEvent("STATE_CHANGE", name, 0, "ROUTABLE", map[string]string{"at" + name: state})
	agent.AgentEvent.Timestamp, agent.AgentEvent.EventID = connect.MillisOf(time.Now()), fmt.Sprint(n)
	h.Publish([]connect.Fact{queuedNow(call), agent})
	h.Publish([]connect.Fact{over})
	if n%20 != 0 {
		return
	}
	place := Place{Queue: helpARN, Channel: "VOICE"}
	read := WaitingRead{
		InQueue: connect.Int{Value: readHelp, Valid: true}, Scheduled: connect.Int{Valid: true}, Oldest: connect.Int{Value: 5000, Valid: true},
	}
	// Both fail only when the hub has ended, and with it the test.
	_, _ = h.Reconcile(ctx, Reading{Instance: instance, At: time.Now(), Asked: []Place{place}, Waiting: map[Place]WaitingRead{place: read}})
	_ = h.Learn(ctx, func() { h.Seed(base) })
}

// reader reads the board again and again, and counts pictures that cannot be.
type reader struct {
	last        time.Time
	empty, torn *atomic.Int64
}

func (r *reader) read(ctx context.Context, h *Hub) error {
	now, err := h.Snapshot(ctx, Watch{Scope: metric.Everything(), Agents: true})
	if err != nil {
		return err
	}
	if now.Totals.InQueue < readWaiting+readHelp || now.Queues[helpARN].InQueue != readHelp || now.Totals.AgentsOnline != readAgents {
		r.empty.Add(1)
	}
	if r.isTorn(now) {
		r.torn.Add(1)
	}
	r.last = now.AsOf
	return nil
}

// isTorn reports whether parts of the picture are of different moments, or the picture is older than the last.
func (r *reader) isTorn(now Snapshot) bool {
	var queues, channels, busy int64
	for _, q := range now.Queues {
		queues += q.InQueue
	}
	for _, c := range now.Channels {
		channels += c.InQueue
	}
	for _, a := range now.Agents {
		busy += one(a.Activity == OnContact || a.Activity == AfterContactWork)
	}
	t := now.Totals
	return queues != t.InQueue || channels != t.InQueue || busy != t.AgentsOnContact || now.Profiles[profileARN].AgentsOnContact != busy ||
		int64(len(now.Agents)) != t.AgentsOnline || now.AsOf.Before(r.last)
}

func TestReadersNeverSeeAnEmptyOrTornBoard(t *testing.T) {
	h := movingFloor(t)
	var empty, torn atomic.Int64
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			r := reader{empty: &empty, torn: &torn}
			for range 5000 {
				if err := r.read(t.Context(), h); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	readers.Wait()
	if empty.Load() > 0 || torn.Load() > 0 {
		t.Errorf("of 20,000 pictures %d were empty and %d torn", empty.Load(), torn.Load())
	}
}

// BenchmarkBoardReads counts pictures that were empty or torn among b.N that were read while everything moved.
func BenchmarkBoardReads(b *testing.B) {
	h := movingFloor(b)
	var empty, torn atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(p *testing.PB) {
		r := reader{empty: &empty, torn: &torn}
		for p.Next() {
			if err := r.read(b.Context(), h); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(empty.Load()), "empty")
	b.ReportMetric(float64(torn.Load()), "torn")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reads/s")
}
