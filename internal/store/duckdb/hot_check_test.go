package duckdb

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

func TestNightlyCheckReadsDaysThatDifferAgain(t *testing.T) {
	s := openTest(t, Options{HotMemory: plenty})
	for i := range 3 {
		appendContact(t, s, i)
	}
	if err := s.loadHot(t.Context()); err != nil {
		t.Fatal(err)
	}
	check := func() {
		t.Helper()
		if err := s.checkHot(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	check()
	wantProblems(t, s, "")

	state := s.hot.State()
	conn, err := s.db.pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows, err := fewHot(t.Context(), conn, "true")
	if err := errors.Join(err, conn.Close()); err != nil || len(rows) != 3 {
		t.Fatalf("rows %v, %v; want 3", rows, err)
	}
	elsewhere := rows[1]
	elsewhere.Init += 5 * dayMS
	wrong := s.hot.Prepare(state.Seq(), rows[:1], []columns.Row{elsewhere})
	if err := s.hot.Publish(wrong); err != nil {
		t.Fatal(err)
	}
	check()
	wantHot(t, s, 3)
	wantProblems(t, s, "columns in memory of 2 days differed from the tables")
	check()
	wantProblems(t, s, "")
}

func wantProblems(t *testing.T, s *Store, part string) {
	t.Helper()
	status, err := s.Status(t.Context())
	if err != nil || !strings.Contains(status.Problem, part) || status.Healthy != (part == "") {
		t.Errorf("problem %q, %v; want %q", status.Problem, err, part)
	}
}

func TestCheckIsDueOnceANight(t *testing.T) {
	zone := time.FixedZone("KST", 9*3600)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, zone) }
	for _, c := range []struct {
		before, now time.Time
		due         bool
	}{
		{at(22, 2, 59), at(22, 3, 0), true},
		{at(22, 3, 0), at(22, 3, 1), false},
		{at(22, 3, 1), at(23, 2, 59), false},
		{at(22, 3, 1), at(23, 3, 0), true},
		{at(22, 3, 1), at(24, 12, 0), true},
	} {
		if got := nightBetween(c.before, c.now); got != c.due {
			t.Errorf("from %v to %v: %v, want %v", c.before, c.now, got, c.due)
		}
	}
}

func TestColumnsThatDoNotLastAreLoadedLessOften(t *testing.T) {
	var r rest
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	var waits []time.Duration
	for range 9 {
		started := now
		for !r.over(now) {
			now = now.Add(time.Second)
		}
		waits = append(waits, now.Sub(started))
	}
	want := []time.Duration{0, 10, 20, 40, 80, 160, 320, 600, 600}
	for i := range want {
		want[i] *= time.Second
	}
	if diff := cmp.Diff(want, waits); diff != "" {
		t.Errorf("waits (- want, + got):\n%s", diff)
	}
	now = now.Add(time.Hour)
	for range 2 {
		if !r.over(now) {
			t.Error("columns that lasted are not loaded at once")
		}
		now = now.Add(hotRest)
	}
}
