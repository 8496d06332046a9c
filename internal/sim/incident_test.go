package sim_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// waiting counts who is in a queue at a moment, by contact records, and how long the oldest has waited.
func waiting(records []recordView, queue string, at time.Time) (n int, oldest time.Duration) {
	for _, r := range records {
		if q := r.Queue; q.Name == queue && !q.EnqueueTimestamp.IsZero() && !q.EnqueueTimestamp.After(at) && q.DequeueTimestamp.After(at) {
			n++
			oldest = max(oldest, at.Sub(q.EnqueueTimestamp))
		}
	}
	return n, oldest
}

func TestIncidentTurnsAQueueRedAndPasses(t *testing.T) {
	for _, hour := range []string{"03:10", "10:20", "15:00", "21:30"} {
		o := sim.Options{Seed: 8, Oddities: -1, Broken: -1}
		at, err := time.Parse(time.RFC3339, "2026-11-19T"+hour+":00+09:00")
		if err != nil {
			t.Fatal(err)
		}
		o.Incidents = []sim.Incident{{At: at, Queue: "일반 문의"}}
		records := recordViews(t, world(t, o).Day(at))
		if n, oldest := waiting(records, "일반 문의", at.Add(100*time.Second)); n < 9 || oldest < 45*time.Second {
			t.Errorf("%s: %d wait 100 s after the incident, the oldest for %s: nobody would call that red", hour, n, oldest)
		}
		if n, _ := waiting(records, "일반 문의", at.Add(7*time.Minute)); n > 4 {
			t.Errorf("%s: %d still wait seven minutes after the incident", hour, n)
		}
	}
}

func TestIncidentChangesNothingBeforeIt(t *testing.T) {
	o := sim.Options{Seed: 8, Agents: 12}
	calm := world(t, o)
	at := date(calm, "2026-11-19")
	earlier := sim.Incident{At: at.Add(-3 * time.Hour), Queue: "카드 분실·도난"}
	o.Incidents = []sim.Incident{earlier}
	calm = world(t, o)
	o.Incidents = []sim.Incident{earlier, {At: at}}
	struck := world(t, o).Day(at)
	differs := false
	for i, d := range calm.Day(at).Deliveries {
		same := i < len(struck.Deliveries) && bytes.Equal(struck.Deliveries[i].Bytes(), d.Bytes())
		if d.At.Before(at) && !same {
			t.Fatalf("delivery %d at %s differs before the incident", i, d.At)
		}
		differs = differs || !same
	}
	if !differs {
		t.Error("the incident changes nothing at all")
	}
}
