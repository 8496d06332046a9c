package main

import (
	"testing"
	"time"
)

// arrivals is when the newest delivery arrived by the server's clock, and what that clock shows after it was asked.
func (s *server) arrivals() (newest, now time.Time) {
	s.t.Helper()
	var status struct {
		Sources []struct {
			LastReceived time.Time `json:"last_received"`
		} `json:"sources"`
	}
	s.get("/api/v1/ingest/status", &status)
	for _, source := range status.Sources {
		if source.LastReceived.After(newest) {
			newest = source.LastReceived
		}
	}
	var version struct {
		Now time.Time `json:"now"`
	}
	s.get("/api/v1/version", &version)
	return newest, version.Now
}

func TestDemoNeverGoesBackInTime(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	demo := func(speed string) *server {
		return start(t, "demo", "--listen", "127.0.0.1:0", "--data", data, "--agents", "12", "--speed", speed)
	}
	fast := demo("600")
	deadline := time.Now().Add(time.Minute)
	for ahead := time.Now().Add(time.Hour); ; {
		newest, now := fast.arrivals()
		if newest.After(now) {
			t.Fatalf("a delivery arrived at %v, and the clock shows %v", newest, now)
		}
		if newest.After(ahead) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the newest delivery arrived at %v: it does not get an hour ahead", newest)
		}
	}
	fast.kill()
	before := time.Time{}
	for _, speed := range []string{"1", "10"} { // whatever the speed
		next := demo(speed)
		newest, now := next.arrivals()
		if !newest.After(time.Now().Add(50 * time.Minute)) {
			t.Errorf("--speed %s: the newest delivery is of %v: what this test needs is gone", speed, newest)
		}
		if now.Before(newest) || now.Before(before) {
			t.Errorf("--speed %s: the clock shows %v, and the folder already holds %v", speed, now, newest)
		}
		before = now
		if err := next.stop(); err != nil {
			t.Errorf("--speed %s: %v\n%s", speed, err, next.logs)
		}
	}
}

func TestDemoOfTodayLivesInRealTime(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		speed  float64
		newest time.Time
		real   bool
	}{
		"first start":              {1, time.Time{}, true},
		"an hour later":            {1, time.Now().Add(-time.Hour), true},
		"first start, fast":        {10, time.Time{}, false},
		"after a fast one":         {1, time.Now().Add(time.Hour), false},
		"a fast one after another": {10, time.Now().Add(time.Hour), false},
	} {
		began := time.Now()
		clock := (&demoCommand{Speed: test.speed}).clock(test.newest)
		if got := clock.Real(time.Hour) == time.Hour; got != (test.speed == 1) {
			t.Errorf("%s: an hour takes %v", name, clock.Real(time.Hour))
		}
		if now := clock.Now(); now.Before(test.newest) || now.Before(began) {
			t.Errorf("%s: begins at %v", name, now)
		}
		if isReal := time.Until(clock.Now()).Abs() < time.Minute && test.speed == 1; isReal != test.real {
			t.Errorf("%s: real time %t, want %t", name, isReal, test.real)
		}
	}
}
