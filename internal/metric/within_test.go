package metric_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

func TestWindowsHoldWhatTheirPredicateHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for range 200 {
		windows, at := metric.Windows{}, int64(0)
		for range random.IntN(9) {
			from := at + random.Int64N(4)
			at = from + 1 + random.Int64N(4)
			windows = append(windows, metric.Window{From: from, To: at})
		}
		predicate := windows.Predicate(metric.ColInitMS)
		for moment := int64(-1); moment <= at+1; moment++ {
			want := false
			for _, w := range windows {
				want = want || w.From <= moment && moment < w.To
			}
			var row metric.Row
			row.Set(metric.ColInitMS, connect.Some(moment))
			if windows.Holds(moment) != want || predicate.Holds(&row) != want {
				t.Fatalf("%v at %d: holds %v, predicate %v, want %v", windows, moment, windows.Holds(moment), predicate.Holds(&row), want)
			}
		}
	}
	if !metric.Windows(nil).Holds(0) {
		t.Error("without windows a moment does not count")
	}
}

// What counts and what does not are together all there is: counted by their moment.
func TestTwoHalvesOfTimeAreTheWhole(t *testing.T) {
	begin := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	at := func(hour int) connect.Millis { return connect.MillisOf(begin.Add(time.Duration(hour) * time.Hour)) }
	var contacts []connect.Contact
	for i := range 48 {
		contacts = append(contacts, connect.Contact{
			InstanceARN: "arn:aws:connect:r:1:instance/i", ContactID: connect.ContactID(rune('a' + i)), Channel: "VOICE",
			Initiation: at(i), Disconnect: at(i + 1), LastUpdate: at(60),
		})
	}
	ask := func(every metric.Every, within metric.Windows) metric.Table {
		t.Helper()
		table, err := metric.Run(t.Context(), asker(contacts), metric.Query{
			Metrics: []string{"contacts_created"}, From: begin, To: begin.AddDate(0, 0, 2), Zone: time.UTC, Every: every,
			TimeField: metric.ByInitiation, Within: within, Scope: metric.Everything(),
		})
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	hours := metric.Windows{{From: int64(at(9)), To: int64(at(18))}}
	rest := metric.Windows{{From: int64(at(-5)), To: int64(at(9))}, {From: int64(at(18)), To: int64(at(99))}}
	for within, want := range map[*metric.Windows][]any{
		&hours: {int64(9)}, &rest: {int64(39)}, new(metric.Windows): {int64(48)},
	} {
		if got := ask(metric.Total, *within).Totals; !cmp.Equal(got, want) {
			t.Errorf("within %v: %v, want %v", *within, got, want)
		}
	}
	if diff := cmp.Diff([][]any{{"2026-11-01", int64(9)}}, ask(metric.Day, hours).Rows); diff != "" {
		t.Errorf("days with some of the hours (-want +got):\n%s", diff)
	}
	_, err := metric.Run(t.Context(), asker(contacts), metric.Query{
		Metrics: []string{"contacts_created"}, From: begin.AddDate(0, 0, 1), To: begin.AddDate(0, 0, 2), Zone: time.UTC,
		Within: hours, Scope: metric.Everything(),
	})
	if err == nil {
		t.Error("a day without working hours has figures")
	}
}
