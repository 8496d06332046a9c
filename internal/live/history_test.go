package live

import (
	"context"
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

func TestSnapshotTellsOfTheHourBefore(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		opened := time.Now().UTC()
		time.Sleep(20 * time.Second)
		h.Publish([]connect.Fact{queuedNow("a")})
		time.Sleep(20 * time.Second)
		synctest.Wait()
		want := []Sample{
			{At: opened}, {At: opened.Add(15 * time.Second)}, {At: opened.Add(30 * time.Second), Total: 1},
		}
		now, err := h.Snapshot(t.Context(), metric.Everything())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, now.History); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
		time.Sleep(2 * time.Hour)
		stream := open(t, h, "")
		defer stream.Close()
		m, _ := next(t, stream)
		var told Snapshot
		if err := json.Unmarshal(m.Data, &told); err != nil {
			t.Fatal(err)
		}
		if n, age := len(told.History), time.Since(told.History[0].At); n != mostSamples || age > time.Hour {
			t.Errorf("after two hours the stream begins with %d samples, the oldest %s old", n, age)
		}
	})
}

func TestHistoryIsForThoseWhoSeeEverything(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		time.Sleep(time.Minute)
		now, err := h.Snapshot(t.Context(), metric.Scope{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]Sample{}, now.History); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
	})
}

func TestHistoryOfAFastClockIsAnHourToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fast := clock.Virtual(time.Now(), 60)
		h := NewHub(Options{Clock: fast})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- h.Run(ctx) }()
		time.Sleep(10 * time.Minute)
		now, err := h.Snapshot(t.Context(), metric.Everything())
		if err != nil {
			t.Fatal(err)
		}
		if age := fast.Now().Sub(now.History[0].At); age > time.Hour+5*time.Minute || len(now.History) < 5 {
			t.Errorf("%d samples, the oldest %s old", len(now.History), age)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
