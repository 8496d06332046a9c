package duckdb_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// TestInstanceIsCalledByTheNameThatItWasGivenLast names an instance before its first record and after it, and then leaves the
// name to the folder, which finds the instance by its former names too.
func TestInstanceIsCalledByTheNameThatItWasGivenLast(t *testing.T) {
	dir, now := t.TempDir(), testDay
	for i, round := range []struct {
		given string
		want  string
		known []string
	}{
		{"", "", nil},
		{"Leeds", "Leeds", []string{"Leeds"}},
		{"London", "London", []string{"Leeds", "London"}},
		{"", "London", []string{"Leeds", "London"}},
	} {
		now = now.Add(time.Hour)
		o := duckdb.Options{Now: func() time.Time { return now }}
		if round.given != "" {
			o.InstanceNames = map[string]string{connect.InstanceID(testInstance): round.given}
		}
		s := open(t, dir, o)
		wait(t, appendTo(t, s, contact(i, 0)))
		answers, err := s.Query(t.Context(), metric.Question{
			TimeField: metric.ByInitiation, Edges: []int64{testDay.UnixMilli(), testDay.AddDate(0, 0, 1).UnixMilli()},
			GroupBy: []metric.Dimension{metric.Instance}, Scope: metric.Everything(),
		})
		if err != nil || len(answers[0]) != 1 {
			t.Fatalf("round %d: %v, %v", i, answers, err)
		}
		if got := answers[0][0]; got.Keys[0] != testInstance || got.Names[0] != round.want {
			t.Errorf("round %d: %s is called %q, want %q", i, got.Keys[0], got.Names[0], round.want)
		}
		for _, name := range []string{"Leeds", "London"} {
			var want []string
			for _, known := range round.known {
				if known == name {
					want = []string{testInstance}
				}
			}
			if diff := cmp.Diff(want, s.Resolve(metric.Filter{Dimension: metric.Instance, Values: []string{name}})); diff != "" {
				t.Errorf("round %d, %s (-want +got):\n%s", i, name, diff)
			}
		}
		closeStore(t, s)
	}
}

// TestNamesAreRememberedFromTheFirstRecordToTheLast gives a queue two names, out of order and in two deliveries, and asks
// again after a restart.
func TestNamesAreRememberedFromTheFirstRecordToTheLast(t *testing.T) {
	const queue = testInstance + "/queue/sales"
	dir := t.TempDir()
	number := 0
	named := func(name string, second int) connect.Fact {
		number++
		return connect.Decode(fmt.Appendf(nil, `{"ContactId":"%08x-1111-4222-8333-444444444444","InstanceARN":"%s","Channel":"VOICE",
			"InitiationMethod":"INBOUND","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:%02dZ",
			"Queue":{"ARN":"%s","Name":"%s"}}`, number, testInstance, second, queue, name))
	}
	second := func(n int) connect.Millis {
		return connect.MillisOf(time.Date(2026, 3, 2, 10, 0, n, 0, time.UTC))
	}
	want := []duckdb.RecordedName{
		{ARN: queue, Name: "Sales", First: second(1), Last: second(20)}, {ARN: queue, Name: "Vertrieb", First: second(30), Last: second(40)},
	}
	check := func(s *duckdb.Store, when string) {
		got := s.Recorded(metric.Queue)
		slices.SortFunc(got, func(a, b duckdb.RecordedName) int { return strings.Compare(a.Name, b.Name) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	s := open(t, dir, duckdb.Options{})
	wait(t, appendTo(t, s, named("Vertrieb", 35), named("Sales", 10), named("Sales", 20), named("Vertrieb", 40)))
	before := s.Names()
	wait(t, appendTo(t, s, named("Sales", 1), named("Vertrieb", 30)))
	if s.Names() == before {
		t.Error("names that are older than was known are not told as new")
	}
	before = s.Names()
	wait(t, appendTo(t, s, named("Sales", 15)))
	if s.Names() != before {
		t.Error("a name that is known is told as new")
	}
	check(s, "at once")
	closeStore(t, s)
	s = open(t, dir, duckdb.Options{})
	check(s, "after a restart")
	closeStore(t, s)
}
