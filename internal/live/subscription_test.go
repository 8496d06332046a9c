package live

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

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

func TestAgentsAreToldToWhoAsksForThem(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		change := agentEvent("STATE_CHANGE", "kim", 0, "ROUTABLE", nil)
		change.AgentEvent.Timestamp = connect.MillisOf(time.Now())
		plain := open(t, h, "")
		defer plain.Close()
		whole, err := h.Subscribe(t.Context(), Watch{Scope: metric.Everything(), Agents: true}, "")
		if err != nil {
			t.Fatal(err)
		}
		defer whole.Close()
		for _, s := range []*Subscription{plain, whole} {
			if m, _ := next(t, s); m.Event != "snapshot" || strings.Contains(string(m.Data), `"agents":`) != (s == whole) {
				t.Errorf("snapshot = %s, want agents in the second alone", m.Data)
			}
		}
		h.Publish([]connect.Fact{change})
		for _, s := range []*Subscription{plain, whole} {
			m, _ := next(t, s)
			if m.Event != "delta" || !strings.Contains(string(m.Data), `"agents_staffed":1`) || strings.Contains(string(m.Data), kimARN) != (s == whole) {
				t.Errorf("delta = %s, want the agent in the second alone", m.Data)
			}
		}
		foreign, err := h.Subscribe(t.Context(), Watch{Scope: metric.Scope{}, Agents: true}, "")
		if err != nil {
			t.Fatal(err)
		}
		defer foreign.Close()
		if m, _ := next(t, foreign); strings.Contains(string(m.Data), kimARN) {
			t.Errorf("snapshot of who may see nothing = %s", m.Data)
		}
	})
}

func TestZeroScopeSeesNothing(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		h.Publish([]connect.Fact{queuedNow("a")})
		s, err := h.Subscribe(t.Context(), Watch{}, "")
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if m, _ := next(t, s); inQueue(t, m) != 0 || strings.Contains(string(m.Data), salesARN) {
			t.Errorf("snapshot = %s", m.Data)
		}
		for i := range 20 {
			change := agentEvent("STATE_CHANGE", fmt.Sprint(i), 0, "ROUTABLE", nil)
			change.AgentEvent.Timestamp = connect.MillisOf(time.Now())
			h.Publish([]connect.Fact{queuedNow(fmt.Sprint(i)), change})
			time.Sleep(time.Second)
		}
		for len(s.Messages()) > 0 {
			if m := <-s.Messages(); m.Event != "heartbeat" {
				t.Errorf("who may see nothing is told %s", m.Data)
			}
		}
		all := open(t, h, "")
		defer all.Close()
		seen, _ := next(t, all)
		foreign, err := h.Subscribe(t.Context(), Watch{}, seen.ID)
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
		if _, err := h.Subscribe(t.Context(), Watch{Scope: metric.Everything()}, ""); !errors.Is(err, ErrFull) {
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
