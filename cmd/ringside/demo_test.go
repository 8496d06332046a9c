package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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
	ahead, newest, now := time.Now().Add(time.Hour), time.Time{}, time.Time{}
	far := until(patience, func() bool {
		if newest, now = fast.arrivals(); newest.After(now) {
			t.Fatalf("a delivery arrived at %v, and the clock shows %v", newest, now)
		}
		return newest.After(ahead)
	})
	if !far {
		t.Fatalf("the newest delivery arrived at %v: it does not get an hour ahead", newest)
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

func TestDemoBeginsWhenItIsTold(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 11, 17, 1, 40, 0, 0, time.UTC)
	demo := start(t, "demo", "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--agents", "12", "--begin", "2026-11-17T10:40:00+09:00")
	newest, now := demo.arrivals()
	if now.Before(began) || now.After(began.Add(10*time.Minute)) {
		t.Errorf("the clock shows %v, want a moment after %v", now, began)
	}
	if newest.Before(began.Add(-time.Hour)) || newest.After(now) {
		t.Errorf("at %v the newest delivery is of %v", now, newest)
	}
}

func TestRealRecordsNeverJoinADemo(t *testing.T) {
	t.Parallel()
	data, record := t.TempDir(), filepath.Join(t.TempDir(), "x.jsonl")
	for path, text := range map[string]string{filepath.Join(data, "demo.json"): `{"seed":1,"agents":60}`, record: "{}\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"import", record}, {"serve", "--listen", "127.0.0.1:0"}} {
		ctx, cancel := context.WithCancel(t.Context())
		ready := writer(func(p []byte) (int, error) { cancel(); return len(p), nil }) // so that a server ends
		var errs bytes.Buffer
		code := run(session{ctx: ctx, stdin: strings.NewReader(""), stdout: ready, stderr: &errs}, append(args, "--data", data))
		cancel()
		if stderr := errs.String(); code != exitFailed || !strings.Contains(stderr, "simulated") || !strings.Contains(stderr, "--data") {
			t.Errorf("%s: exit %d, %s", args[0], code, stderr)
		}
	}
	if _, err := os.Stat(filepath.Join(data, "journal")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the journal: %v, want none", err)
	}
}

// writer is a function that takes what is written.
type writer func(p []byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func TestDemoAndServeDoNotShareTheirDefaultFolder(t *testing.T) {
	t.Parallel()
	help := func(command string) string {
		stdout, _, _ := ringside(t, command, "--help")
		return stdout
	}
	if text := help("demo"); !strings.Contains(text, "./ringside-demo") || strings.Contains(text, "./ringside-data") {
		t.Errorf("demo --help:\n%s", text)
	}
	for _, command := range []string{"serve", "import", "query"} {
		if text := help(command); !strings.Contains(text, "./ringside-data") || strings.Contains(text, "./ringside-demo") {
			t.Errorf("%s --help:\n%s", command, text)
		}
	}
}

func TestDemoOfTwoInstancesTellsThemApart(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := start(t, "demo", "--listen", "127.0.0.1:0", "--data", data, "--agents", "12", "--instances", "2", "--instance-name",
		"c4d2e9a7-60b8-4f1d-8e35-2b9a7c1d0f64=Singapore")
	var instances struct {
		Values []struct{ Value, Name string }
	}
	s.get("/api/v1/dimensions?dimension=instance", &instances)
	var names []string
	for _, v := range instances.Values {
		names = append(names, v.Name)
	}
	if diff := cmp.Diff([]string{"Singapore", "hanbitmall"}, names); diff != "" {
		t.Fatalf("instances (-want +got):\n%s", diff)
	}
	type panels struct {
		Calls int64 `json:"number_of_calls"`
	}
	type picture struct {
		Instances map[string]struct{ ARN string }
		Queues    map[string]struct{ Name string }
	}
	calls := map[string]int64{}
	for _, name := range []string{"", "&instance=Singapore", "&instance=hanbitmall"} {
		var p panels
		s.get("/api/v1/panels?range=yesterday"+name, &p)
		calls[name] = p.Calls
	}
	if one, other := calls["&instance=Singapore"], calls["&instance=hanbitmall"]; one == 0 || other == 0 || one+other != calls[""] {
		t.Errorf("calls by instance: %v", calls)
	}
	var all, one picture
	s.get("/api/v1/live/snapshot", &all)
	s.get("/api/v1/live/snapshot?instance=Singapore", &one)
	if len(all.Instances) != 2 || len(one.Instances) != 1 || len(one.Queues) == 0 || len(one.Queues) >= len(all.Queues) {
		t.Errorf("live: %d and %d instances, %d and %d queues", len(all.Instances), len(one.Instances), len(all.Queues), len(one.Queues))
	}
	if err := s.stop(); err != nil {
		t.Errorf("%v\n%s", err, s.logs)
	}
	stdout, stderr, code := ringside(t, "query", "contacts_handled", "--range", "7d", "--where", "instance=Singapore", "--data", data, "--format", "json")
	if code != 0 || strings.Contains(stdout, `"rows":[[0]]`) {
		t.Errorf("query by a name that the folder remembers: exit %d, %s%s", code, stdout, stderr)
	}
}
