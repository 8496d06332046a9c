package live

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

func TestWhoWasErasedIsOnTheBoardNoMore(t *testing.T) {
	b := boardOf(
		event("QUEUED", "waits-erased", 5), event("QUEUED", "waits", 6),
		event("QUEUED", "talks-erased", 1), event("QUEUED", "callback", 7, by("CALLBACK", "VOICE", "waits-erased")),
		event("QUEUED", "future-erased", 900),
		event("QUEUED", "rings-erased", 2), agentEvent("STATE_CHANGE", "lee", 8, "ROUTABLE", map[string]string{"rings-erased": "CONNECTING"}),
		agentEvent("STATE_CHANGE", "kim", 8, "ROUTABLE", map[string]string{"talks-erased": "CONNECTED"}),
	)
	texts := func(seconds int) string {
		snapshot := b.Snapshot(at(seconds).Time(), heartbeatLimit)
		list := b.List(at(seconds).Time(), heartbeatLimit, metric.Everything(), salesQueue(), 100)
		text, err := json.Marshal([]any{snapshot, list})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if before := texts(50); !strings.Contains(before, "waits-erased") || !strings.Contains(before, "talks-erased") {
		t.Fatalf("before: %s", before)
	}
	b.Forget(func(id connect.ContactID) (connect.ContactID, bool) {
		return "pseudonym", strings.HasSuffix(string(id), "-erased")
	})
	for _, seconds := range []int{50, 950} {
		after := texts(seconds)
		if strings.Contains(after, "-erased") || !strings.Contains(after, `"waits"`) || !strings.Contains(after, `"pseudonym"`) {
			t.Errorf("after %d s: %s", seconds, after)
		}
	}
	if n := shown(b, 50).Queues[salesARN].AgentsOnContact; n != 1 {
		t.Errorf("%d agents on a contact: kim still is", n)
	}
	for key := range b.contacts {
		if strings.HasSuffix(string(key.id), "-erased") {
			t.Errorf("the board remembers %s", key.id)
		}
	}
	for key := range b.tally.rings {
		if strings.HasSuffix(string(key.id), "-erased") {
			t.Errorf("the tally remembers %s", key.id)
		}
	}
}

func TestAHubForgetsWhileItRuns(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, hub *Hub) {
		hub.Publish([]connect.Fact{queuedNow("erased")})
		synctest.Wait()
		named := func() int64 {
			list, err := hub.WaitingList(t.Context(), metric.Everything(), salesQueue(), 10)
			if err != nil {
				t.Fatal(err)
			}
			return list.Named
		}
		if n := named(); n != 1 {
			t.Fatalf("%d wait", n)
		}
		if err := hub.Forget(t.Context(), func(id connect.ContactID) (connect.ContactID, bool) { return "x", id == "erased" }); err != nil {
			t.Fatal(err)
		}
		if n := named(); n != 0 {
			t.Errorf("%d wait", n)
		}
	})
}
