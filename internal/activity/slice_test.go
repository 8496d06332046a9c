package activity_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
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
