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
			{At: opened}, {At: opened.Add(15 * time.Second)}, {At: opened.Add(30 * time.Second), Total: 1, Instances: map[string]int64{"5f3c2a10": 1}},
		}
		now, err := h.Snapshot(t.Context(), Watch{Scope: metric.Everything()})
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

// TestASampleIsOfItsOwnQuarterOfAMinute has a page look just before a sample is due: its picture is still new enough for other
// pages then, but it is of the quarter of a minute before, which has its sample.
func TestASampleIsOfItsOwnQuarterOfAMinute(t *testing.T) {
	var kept []time.Time
	record := func(s Snapshot) { kept = append(kept, s.AsOf) }
	bubble(t, Options{Record: record}, func(t *testing.T, h *Hub) {
		opened := time.Now().UTC()
		time.Sleep(SampleEvery - pace/2) // in fake time
		if _, err := h.Snapshot(t.Context(), Watch{Scope: metric.Everything()}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(SampleEvery) // in fake time
		synctest.Wait()
		if diff := cmp.Diff([]time.Time{opened, opened.Add(SampleEvery)}, kept); diff != "" {
			t.Errorf("samples (-want +got):\n%s", diff)
		}
	})
}

func TestHistoryIsForThoseWhoSeeEverything(t *testing.T) {
	bubble(t, Options{}, func(t *testing.T, h *Hub) {
		time.Sleep(time.Minute)
		now, err := h.Snapshot(t.Context(), Watch{})
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
		now, err := h.Snapshot(t.Context(), Watch{Scope: metric.Everything()})
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

func TestHistoryFromBeforeARestartComesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opened := time.Now().UTC()
		var record []Snapshot
		h := NewHub(Options{Record: func(s Snapshot) { record = append(record, s) }})
		h.SeedHistory([]Sample{{At: opened.Add(-2 * time.Hour), Total: 7}, {At: opened.Add(-time.Minute), Total: 4}})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- h.Run(ctx) }()
		time.Sleep(20 * time.Second)
		now, err := h.Snapshot(t.Context(), Watch{Scope: metric.Everything()})
		if err != nil {
			t.Fatal(err)
		}
		want := []Sample{{At: opened.Add(-time.Minute), Total: 4}, {At: opened}, {At: opened.Add(15 * time.Second)}}
		if diff := cmp.Diff(want, now.History); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if len(record) != 2 || !record[1].AsOf.Equal(opened.Add(15*time.Second)) || record[1].Agents != nil {
			t.Errorf("%d pictures recorded", len(record))
		}
	})
}

func TestSamplesLieOnWholeQuartersOfAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(7 * time.Second)
		first := time.Now().UTC()
		bubbled := NewHub(Options{})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- bubbled.Run(ctx) }()
		time.Sleep(30 * time.Second)
		now, err := bubbled.Snapshot(t.Context(), Watch{Scope: metric.Everything()})
		if err != nil {
			t.Fatal(err)
		}
		want := []Sample{{At: first}, {At: first.Add(8 * time.Second)}, {At: first.Add(23 * time.Second)}}
		if diff := cmp.Diff(want, now.History); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
