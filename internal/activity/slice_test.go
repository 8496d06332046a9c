package activity_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

func TestWhatIsNotOverIsNeitherDecidedNorEnded(t *testing.T) {
	rows := []activity.Contact{
		{ContactID: "c1", InitiationMethod: "INBOUND", State: "CONNECTING", Start: 100, End: 200, Open: true},
		{ContactID: "c2", InitiationMethod: "INBOUND", State: "CONNECTED", Start: 100, End: 150, Next: "CONNECTED_ONHOLD"},
		{ContactID: "c2", InitiationMethod: "INBOUND", State: "CONNECTED_ONHOLD", Start: 150, End: 200, Open: true},
	}
	edges := []int64{0, 1000}
	all := func(*activity.Contact) (string, bool) { return "", true }
	want := map[string][]activity.ContactTime{"": {{Connecting: 100, Talk: 50, Hold: 50, Handling: 100}}}
	if diff := cmp.Diff(want, activity.SumContacts(rows, edges, nil, all)); diff != "" {
		t.Errorf("contacts (- want, + got):\n%s", diff)
	}
	if got := activity.SumHandlingByEnd(rows, edges, all); len(got) > 0 {
		t.Errorf("by end: %v", got)
	}
}

func TestSlicesHoldNothingBeyondTheirEdges(t *testing.T) {
	rows := []activity.Stretch{
		{Class: activity.Idle, Start: 0, End: 100},
		{Class: activity.OnContact, Start: 100, End: 250, Error: true},
		{Class: activity.Offline, Start: 250, End: 900},
	}
	got := activity.SumStretches(rows, []int64{50, 100, 200, 300}, func(s *activity.Stretch) (string, bool) { return "", s.Class != "" })
	want := map[string][]activity.AgentTime{"": {
		{Online: 50, Idle: 50}, {Online: 100, OnContact: 100, Error: 100}, {Online: 50, OnContact: 50, Error: 50, Offline: 50},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("slices (- want, + got):\n%s", diff)
	}
	for _, edges := range [][]int64{nil, {50}, {900, 1000}, {-100, 0}} {
		if got := activity.SumStretches(rows, edges, func(*activity.Stretch) (string, bool) { return "", true }); len(got) > 0 {
			t.Errorf("edges %v: %v", edges, got)
		}
	}
}

// TestSlicesAddUpToTheWhole cuts a model's days, over a change of the clock, into slices of every length.
func TestSlicesAddUpToTheWhole(t *testing.T) {
	for zoneName, change := range map[string]string{
		"Europe/Berlin": "2026-10-25", "America/New_York": "2026-03-08", "Australia/Lord_Howe": "2026-04-05", "Asia/Seoul": "2026-03-02",
	} {
		zone, err := metric.LoadZone(zoneName)
		if err != nil {
			t.Fatal(err)
		}
		day, err := metric.ParseMoment(change, zone)
		if err != nil {
			t.Fatal(err)
		}
		from, to := day.AddDate(0, 0, -1).Add(7*time.Minute), day.AddDate(0, 0, 2)
		c := newCentre(uint64(day.Unix()), 30_011)
		c.now = connect.MillisOf(from.Add(-time.Hour))
		for c.now < connect.MillisOf(to) {
			c.run(20)
		}
		timeline := whole(c.events, c.now)
		want := sumsBetween(t, timeline, from, to, zone, metric.Total)
		for _, every := range []metric.Every{metric.Quarter, metric.HalfHour, metric.Hour, metric.Day} {
			if diff := cmp.Diff(want, sumsBetween(t, timeline, from, to, zone, every)); diff != "" {
				t.Errorf("%s every %s (- whole, + slices):\n%s", zoneName, every, diff)
			}
		}
	}
}

// sums are an agent's sums over a range.
type sums struct {
	Time     activity.AgentTime
	Contacts activity.ContactTime
	Statuses int64
	ByEnd    int64
}

// sumsBetween adds up slices.
func sumsBetween(t *testing.T, timeline activity.Timeline, from, to time.Time, zone *time.Location, every metric.Every) (all sums) {
	t.Helper()
	edges, err := metric.Edges(from, to, zone, every)
	if err != nil {
		t.Fatal(err)
	}
	for _, slice := range activity.SumStretches(timeline.Stretches, edges, func(*activity.Stretch) (int, bool) { return 0, true })[0] {
		all.Time.Add(slice)
	}
	for _, slice := range activity.SumContacts(timeline.Contacts, edges, nil, func(*activity.Contact) (int, bool) { return 0, true })[0] {
		all.Contacts.Add(slice)
	}
	for _, ms := range activity.SumStatuses(timeline.Statuses, edges, func(*activity.Status) (int, bool) { return 0, true })[0] {
		all.Statuses += ms
	}
	for _, ms := range activity.SumHandlingByEnd(timeline.Contacts, edges, func(*activity.Contact) (int, bool) { return 0, true })[0] {
		all.ByEnd += ms
	}
	if whole := to.UnixMilli() - from.UnixMilli(); all.Time.Online+all.Time.Offline > whole || all.Contacts.Handling == 0 || all.ByEnd == 0 {
		t.Errorf("%+v of %d ms", all, whole)
	}
	return all
}

func TestOnlyAnUnansweredContactThatHadEndedWasAbandoned(t *testing.T) {
	offer := &activity.Contact{ContactID: "c1", Channel: "VOICE", State: "CONNECTING", End: 10_500}
	answered := &connect.Contact{Disconnect: 9000}
	answered.Agent.ConnectedToAgent = 5000
	for _, tt := range []struct {
		name   string
		record *connect.Contact
		want   bool
	}{
		{"no record", nil, false},
		{"no end", &connect.Contact{}, false},
		{"answered", answered, false},
		{"ended before", &connect.Contact{Disconnect: 9000}, true},
		{"ended in that second", &connect.Contact{Disconnect: 10_000}, true},
		{"ended at the decision", &connect.Contact{Disconnect: 10_500}, true},
		{"ended later", &connect.Contact{Disconnect: 11_000}, false},
	} {
		if got := activity.RecordAbandoned(offer, tt.record); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

func TestSharesOfNothingAreNone(t *testing.T) {
	if _, ok := (activity.AgentTime{NonProductive: 5}).Occupancy().Percent(); ok {
		t.Error("an agent without routable time has an occupancy")
	}
	if _, ok := activity.MeanPercent([]activity.Ratio{{}}); ok {
		t.Error("agents without routable time have a mean")
	}
	if got, ok := activity.MeanPercent([]activity.Ratio{{Part: 1, Whole: 2}, {}, {Part: 1, Whole: 1}}); !ok || got != 75 {
		t.Errorf("mean of 50 %%, nothing and 100 %% is %v", got)
	}
}
