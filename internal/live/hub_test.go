package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// bubble runs a test with a hub in fake time, which starts at midnight UTC 2000-01-01.
func bubble(t *testing.T, opts Options, test func(t *testing.T, h *Hub)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		h := NewHub(opts)
		ended := make(chan error, 1)
		go func() { ended <- h.Run(ctx) }()
		synctest.Wait()
		test(t, h)
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

// queuedNow is a call that was queued just now.
func queuedNow(id string) connect.Fact {
	now := connect.MillisOf(time.Now())
	return event("QUEUED", id, 0, func(e *connect.ContactEvent) { e.Time, e.Enqueue, e.Initiation = now, now, now })
}

// open subscribes to everything and closes with the test.
func open(t *testing.T, h *Hub, lastID string) *Subscription {
	t.Helper()
	s, err := h.Subscribe(t.Context(), Watch{Scope: metric.Everything()}, lastID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// next takes the next message that is no heartbeat, and the time until it came.
func next(t *testing.T, s *Subscription) (Message, time.Duration) {
	t.Helper()
	began := time.Now()
	for {
		select {
		case m, ok := <-s.Messages():
			if !ok {
				t.Fatal("stream has ended")
			}
			if m.Event != "heartbeat" {
				return m, time.Since(began)
			}
		case <-time.After(time.Minute):
			t.Fatal("nothing within a minute")
		}
	}
}

func inQueue(t *testing.T, m Message) int64 {
	t.Helper()
	var s struct{ Totals struct{ In_queue int64 } }
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(m.Data), "in_queue", "In_queue")), &s); err != nil {
		t.Fatal(err)
	}
	return s.Totals.In_queue
}

func TestSubscriberGetsSnapshotThenDeltas(t *testing.T) {
	bubble(t, Options{Version: "v1"}, func(t *testing.T, h *Hub) {
		h.Publish([]connect.Fact{queuedNow("a")})
		synctest.Wait()
		s := open(t, h, "")
		defer s.Close()
		first, _ := next(t, s)
		if first.Event != "snapshot" || inQueue(t, first) != 1 || !strings.Contains(string(first.Data), `"version":"v1"`) {
			t.Errorf("first = %s %s", first.Event, first.Data)
		}
		h.Publish([]connect.Fact{queuedNow("b")})
		second, _ := next(t, s)
		if second.Event != "delta" || inQueue(t, second) != 2 {
			t.Errorf("second = %s %s", second.Event, second.Data)
		}
	})
}

func TestFirstChangesAfterQuietGoOutAtOnce(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		defer s.Close()
		next(t, s)
		time.Sleep(time.Second)
		for i := range burst + 1 {
			h.Publish([]connect.Fact{queuedNow(fmt.Sprint(i))})
			want := time.Duration(0)
			if i == burst {
				want = pace
			}
			if _, took := next(t, s); took != want {
				t.Errorf("delta %d took %v, want %v", i, took, want)
			}
		}
	})
}

// Whatever second of ten is looked at, heartbeats and the first moments after quiet included.
func TestBusyStreamSendsTenMessagesASecondAtMostAndTheLastWord(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		defer s.Close()
		next(t, s)
		time.Sleep(4900 * time.Millisecond)
		for len(s.Messages()) > 0 {
			<-s.Messages()
		}
		const changes = 10_000
		go func() {
			for i := range changes {
				h.Publish([]connect.Fact{queuedNow(fmt.Sprint(i))})
				time.Sleep(time.Millisecond)
			}
		}()
		var came []time.Time
		for last := int64(0); last < changes; {
			m := <-s.Messages()
			if came = append(came, time.Now()); m.Event == "delta" {
				last = inQueue(t, m)
			}
			if n := len(came); n > 10 && came[n-1].Sub(came[n-11]) < time.Second {
				t.Fatalf("eleven messages within %v", came[n-1].Sub(came[n-11]))
			}
		}
		if took := time.Since(came[0]); took < 9*time.Second || len(came) < 8*9 {
			t.Errorf("%d messages in %v of changes, want about eight a second", len(came), took)
		}
	})
}

func TestAgentTurnsStaleWithoutAnyEvent(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		f := agentEvent("STATE_CHANGE", "kim", 0, "ROUTABLE", nil)
		f.AgentEvent.Timestamp = connect.MillisOf(time.Now())
		h.Publish([]connect.Fact{f})
		synctest.Wait()
		s := open(t, h, "")
		defer s.Close()
		next(t, s)
		time.Sleep(175 * time.Second)
		var last Message
		for last.Event != "delta" {
			last = <-s.Messages()
		}
		if !strings.Contains(string(last.Data), `"agents_stale":1`) {
			t.Errorf("delta = %s", last.Data)
		}
	})
}

func TestHistoryAndTheFutureLeaveTheBoardAlone(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		old, early := queuedNow("old"), queuedNow("early")
		old.ContactEvent.Time = connect.MillisOf(time.Now().Add(-memory - time.Hour))
		early.ContactEvent.Time = connect.MillisOf(time.Now().Add(time.Hour))
		h.Publish([]connect.Fact{old, early})
		s, err := h.Snapshot(t.Context(), Watch{Scope: metric.Everything()})
		if err != nil {
			t.Fatal(err)
		}
		if s.Totals.Total != 0 || h.Stats().Ignored != 1 {
			t.Errorf("total %d, ignored %d", s.Totals.Total, h.Stats().Ignored)
		}
	})
}

func TestSeededHubStartsWithThePast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(Options{})
		h.Seed([]connect.Fact{queuedNow("a"), queuedNow("b")})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- h.Run(ctx) }()
		s, err := h.Snapshot(ctx, Watch{Scope: metric.Everything()})
		if err != nil || s.Totals.InQueue != 2 {
			t.Errorf("in queue %d, error %v", s.Totals.InQueue, err)
		}
		stop()
		<-ended
	})
}

func TestStoppedHubEndsStreamsAndRefusesNewOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		h := NewHub(Options{})
		ended := make(chan error, 1)
		go func() { ended <- h.Run(ctx) }()
		s := open(t, h, "")
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
		for range s.Messages() {
		}
		s.Close()
		for range 2000 {
			h.Publish([]connect.Fact{queuedNow("a")})
		}
		if _, err := h.Subscribe(t.Context(), Watch{Scope: metric.Everything()}, ""); !errors.Is(err, ErrStopped) {
			t.Errorf("Subscribe: %v, want ErrStopped", err)
		}
	})
}
