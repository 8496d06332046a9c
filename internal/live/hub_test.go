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

	"github.com/google/go-cmp/cmp"

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
	s, err := h.Subscribe(t.Context(), metric.Everything(), lastID)
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

func TestBusyStreamSendsTenDeltasASecondAndTheLastWord(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		defer s.Close()
		next(t, s)
		time.Sleep(time.Second)
		go func() {
			for i := range 1000 {
				h.Publish([]connect.Fact{queuedNow(fmt.Sprint(i))})
				time.Sleep(time.Millisecond)
			}
		}()
		deltas, last := 0, int64(0)
		for last < 1000 {
			m, _ := next(t, s)
			last = inQueue(t, m)
			deltas++
		}
		if deltas < 10 || deltas > 10+burst {
			t.Errorf("%d deltas in a second of changes, want 10 and a burst of %d at most", deltas, burst)
		}
	})
}

func TestReturningSubscriberGetsWhatItMissed(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		snapshot, _ := next(t, s)
		s.Close()
		for _, id := range []string{"a", "b"} {
			h.Publish([]connect.Fact{queuedNow(id)})
			time.Sleep(time.Second)
		}
		s = open(t, h, snapshot.ID)
		defer s.Close()
		for want := int64(1); want <= 2; want++ {
			if m, _ := next(t, s); m.Event != "delta" || inQueue(t, m) != want {
				t.Errorf("got %s %s, want the delta to %d", m.Event, m.Data, want)
			}
		}
	})
}

func TestStaleOrForeignIDGetsANewSnapshot(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		first, _ := next(t, s)
		s.Close()
		for i := range remembered + 1 {
			h.Publish([]connect.Fact{queuedNow(fmt.Sprint(i))})
			time.Sleep(time.Second)
		}
		for _, id := range []string{first.ID, "0123-1", "nonsense", "", first.ID[:32] + "-99999", first.ID + "x"} {
			s := open(t, h, id)
			if m, _ := next(t, s); m.Event != "snapshot" || inQueue(t, m) != remembered+1 {
				t.Errorf("after id %q: %s", id, m.Event)
			}
			s.Close()
		}
	})
}

func TestSlowSubscriberLosesDeltasAndGetsASnapshot(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		slow := open(t, h, "")
		defer slow.Close()
		const changes = 3 * remembered
		for i := range changes {
			h.Publish([]connect.Fact{queuedNow(fmt.Sprint(i))})
			time.Sleep(200 * time.Millisecond)
		}
		if h.Stats().Dropped == 0 {
			t.Fatal("nothing was dropped: the test proves nothing")
		}
		sequence, snapshots := -1, 0
		for {
			m, _ := next(t, slow)
			_, number, _ := strings.Cut(m.ID, "-")
			var now int
			if _, err := fmt.Sscan(number, &now); err != nil {
				t.Fatal(err)
			}
			if m.Event == "snapshot" {
				snapshots++
			} else if now != sequence+1 {
				t.Fatalf("delta %d after %d", now, sequence)
			}
			sequence = now
			if snapshots == 2 {
				if got := inQueue(t, m); got != changes {
					t.Errorf("snapshot has %d, want %d", got, changes)
				}
				return
			}
		}
	})
}

func TestHeartbeatTellsAgesEveryFiveSeconds(t *testing.T) {
	opts := Options{Pulse: func(context.Context) (Pulse, error) {
		return Pulse{Projected: 42, Received: map[string]time.Time{"firehose": time.Now().Add(-3 * time.Second)}}, nil
	}}
	bubble(t, opts, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		defer s.Close()
		var beats []Heartbeat
		var when []time.Time
		for len(beats) < 4 {
			m := <-s.Messages()
			if m.Event != "heartbeat" {
				continue
			}
			var beat Heartbeat
			if err := json.Unmarshal(m.Data, &beat); err != nil {
				t.Fatal(err)
			}
			beats, when = append(beats, beat), append(when, time.Now())
		}
		want := Heartbeat{Now: when[3].UTC(), Projected: 42, Sources: map[string]SourcePulse{"firehose": {AgeSeconds: 3}}}
		if diff := cmp.Diff(want, beats[3]); diff != "" {
			t.Errorf("heartbeat (-want +got):\n%s", diff)
		}
		if got := when[3].Sub(when[2]); got != beatEvery {
			t.Errorf("%v between two heartbeats", got)
		}
	})
}

func TestSilentPipelineDoesNotSilenceTheHeartbeat(t *testing.T) {
	opts := Options{Pulse: func(ctx context.Context) (Pulse, error) {
		<-ctx.Done()
		return Pulse{}, ctx.Err()
	}}
	bubble(t, opts, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		defer s.Close()
		beats := 0
		for end := time.After(21 * time.Second); ; {
			select {
			case m := <-s.Messages():
				if m.Event == "heartbeat" {
					beats++
				}
				continue
			case <-end:
			}
			break
		}
		if beats < 4 {
			t.Errorf("%d heartbeats in 21 s", beats)
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

func TestZeroScopeSeesNothing(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		h.Publish([]connect.Fact{queuedNow("a")})
		s, err := h.Subscribe(t.Context(), metric.Scope{}, "")
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if m, _ := next(t, s); inQueue(t, m) != 0 || strings.Contains(string(m.Data), salesARN) {
			t.Errorf("snapshot = %s", m.Data)
		}
		all := open(t, h, "")
		defer all.Close()
		seen, _ := next(t, all)
		foreign, err := h.Subscribe(t.Context(), metric.Scope{}, seen.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer foreign.Close()
		if m, _ := next(t, foreign); m.Event != "snapshot" {
			t.Errorf("an id of another scope resumed with %s", m.Event)
		}
	})
}

func TestSubscribersAreCapped(t *testing.T) {
	bubble(t, Options{MaxSubscribers: 2}, func(t *testing.T, h *Hub) {
		a, b := open(t, h, ""), open(t, h, "")
		defer b.Close()
		if _, err := h.Subscribe(t.Context(), metric.Everything(), ""); !errors.Is(err, ErrFull) {
			t.Errorf("third: %v, want ErrFull", err)
		}
		a.Close()
		a.Close()
		c := open(t, h, "")
		defer c.Close()
		if got := h.Stats().Subscribers; got != 2 {
			t.Errorf("%d subscribers, want 2", got)
		}
	})
}

func TestHistoryAndTheFutureLeaveTheBoardAlone(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		old, early := queuedNow("old"), queuedNow("early")
		old.ContactEvent.Time = connect.MillisOf(time.Now().Add(-memory - time.Hour))
		early.ContactEvent.Time = connect.MillisOf(time.Now().Add(time.Hour))
		h.Publish([]connect.Fact{old, early})
		s, err := h.Snapshot(t.Context(), metric.Everything())
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
		s, err := h.Snapshot(ctx, metric.Everything())
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
		if _, err := h.Subscribe(t.Context(), metric.Everything(), ""); !errors.Is(err, ErrStopped) {
			t.Errorf("Subscribe: %v, want ErrStopped", err)
		}
	})
}
