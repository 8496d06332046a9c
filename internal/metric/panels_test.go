package metric_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestPanelsKeepTheirJSON(t *testing.T) {
	online, oldest := int64(2), int64(41)
	seconds, recorded, talk := 31.25, 33.5, 241.75
	panels := metric.Panels{
		From: "2026-11-01T00:00:00+09:00", To: "2026-11-08T00:00:00+09:00", Zone: "Asia/Seoul", TimeField: metric.ByInitiation,
		NumberOfCalls: 1742,
		CallsPerDay:   []metric.DayCalls{{Day: "2026-11-01"}, {Day: "2026-11-02", Calls: 1742}},
		AverageACW: metric.AverageACW{
			Seconds: &seconds, Contacts: 1204, RecordedSeconds: &recorded, RecordedContacts: 1123,
		},
		AverageCall:         metric.AverageCall{Seconds: &talk, Contacts: 1204},
		NumberOfAgents:      58,
		NumberOfAgentsParts: metric.AgentParts{Connected: 57, Online: &online},
		CallsInQueue: &metric.CallsInQueue{
			InQueue: 2, Scheduled: 1, Total: 3, OldestAgeSeconds: &oldest,
			AsOf: time.Date(2026, 11, 8, 0, 0, 1, 0, time.UTC), Source: "contact_events",
		},
	}
	got, err := json.MarshalIndent([]metric.Panels{panels, {CallsPerDay: []metric.DayCalls{}}}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/panels.golden.json"
	if *update {
		if err := os.WriteFile(file, append(got, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
		t.Error(diff)
	}
}

func TestPanelsAddUp(t *testing.T) {
	seoul := zone(t, "Asia/Seoul")
	from := time.Date(2026, 11, 1, 9, 30, 0, 0, seoul)
	contacts := make([]connect.Contact, 100)
	for i := range contacts {
		contacts[i] = connect.Contact{
			ContactID: connect.ContactID(rune('a' + i)), LastUpdate: 1,
			Initiation: connect.MillisOf(from.Add(time.Duration(i) * time.Hour)),
		}
	}
	q := metric.PanelsQuery{From: from, To: from.Add(100 * time.Hour), Zone: seoul, Scope: metric.Everything()}
	panels := assemble(t, q, asker(contacts))
	var sum int64
	var days []string
	for _, day := range panels.CallsPerDay {
		sum += day.Calls
		days = append(days, day.Day)
	}
	if panels.NumberOfCalls != 100 || sum != 100 {
		t.Errorf("%d calls, the days add up to %d, want 100", panels.NumberOfCalls, sum)
	}
	want := []string{"2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Error(diff)
	}
}

func assemble(t *testing.T, q metric.PanelsQuery, asker metric.Asker) metric.Panels {
	t.Helper()
	questions, err := metric.PanelsQuestions(q)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := asker.Query(t.Context(), questions...)
	if err != nil {
		t.Fatal(err)
	}
	panels, err := metric.AssemblePanels(q, questions, answers, nil)
	if err != nil {
		t.Fatal(err)
	}
	return panels
}

func TestPanelsRefuseWhatCannotBeAsked(t *testing.T) {
	q := metric.PanelsQuery{From: november(2), To: november(1), Zone: time.UTC}
	if _, err := metric.PanelsQuestions(q); !errors.Is(err, metric.ErrRange) {
		t.Errorf("backwards: error %v", err)
	}
	q = metric.PanelsQuery{From: november(1), To: november(2), Zone: time.UTC, TimeField: "arrival"}
	if _, err := metric.PanelsQuestions(q); !errors.Is(err, metric.ErrQuestion) {
		t.Errorf("unknown time field: error %v", err)
	}
}

func TestPanelsDoNotTrustAnAnswerToAnotherQuestion(t *testing.T) {
	q := metric.PanelsQuery{From: november(1), To: november(2), Zone: time.UTC, Scope: metric.Everything()}
	questions, err := metric.PanelsQuestions(q)
	if err != nil {
		t.Fatal(err)
	}
	for name, answers := range map[string][][]metric.Slice{
		"one answer":         {nil},
		"a bucket too far":   {{{Bucket: 1, Values: make([]metric.Int, 1)}}, nil},
		"too few values":     {{{Values: make([]metric.Int, 0)}}, nil},
		"agents of two rows": {nil, {{Values: make([]metric.Int, 9)}, {Values: make([]metric.Int, 9)}}},
		"too many agents":    {nil, {{Values: make([]metric.Int, 10)}}},
	} {
		if panels, err := metric.AssemblePanels(q, questions, answers, nil); err == nil {
			t.Errorf("%s: made %+v", name, panels)
		}
	}
}
