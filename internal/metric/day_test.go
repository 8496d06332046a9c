package metric_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
)

func TestDaysBeginWhereTheBusinessDayDoes(t *testing.T) {
	for _, c := range []struct {
		name, zone, start, from, to string
		every                       metric.Every
		want, days                  []string
	}{
		{
			"four o'clock in Seoul", "Asia/Seoul", "04:00", "2026-11-01", "2026-11-03", metric.Day,
			[]string{"2026-11-01T04:00:00+09:00", "2026-11-02T04:00:00+09:00", "2026-11-03T04:00:00+09:00"},
			[]string{"2026-11-01", "2026-11-02", "2026-11-03"},
		},
		{
			"a range that begins before the day does", "Asia/Seoul", "04:00", "2026-11-01T02:00:00+09:00", "2026-11-01T06:00:00+09:00", metric.Day,
			[]string{"2026-11-01T02:00:00+09:00", "2026-11-01T04:00:00+09:00", "2026-11-01T06:00:00+09:00"},
			[]string{"2026-10-31", "2026-11-01", "2026-11-01"},
		},
		{
			"a start inside the hour that is skipped", "America/New_York", "02:30", "2026-03-07", "2026-03-10", metric.Day,
			[]string{"2026-03-07T02:30:00-05:00", "2026-03-08T03:00:00-04:00", "2026-03-09T02:30:00-04:00", "2026-03-10T02:30:00-04:00"},
			[]string{"2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"},
		},
		{
			"a start that comes twice begins the day the second time", "America/New_York", "01:30", "2026-10-31", "2026-11-02", metric.Day,
			[]string{"2026-10-31T01:30:00-04:00", "2026-11-01T01:30:00-05:00", "2026-11-02T01:30:00-05:00"},
			[]string{"2026-10-31", "2026-11-01", "2026-11-02"},
		},
		{
			"a day of 23 hours ends the next morning", "America/New_York", "04:00", "2026-03-07", "2026-03-09", metric.Day,
			[]string{"2026-03-07T04:00:00-05:00", "2026-03-08T04:00:00-04:00", "2026-03-09T04:00:00-04:00"},
			[]string{"2026-03-07", "2026-03-08", "2026-03-09"},
		},
		{
			"weeks from Monday morning", "Asia/Seoul", "04:00", "2026-11-01", "2026-11-10", metric.Week,
			[]string{"2026-11-01T04:00:00+09:00", "2026-11-02T04:00:00+09:00", "2026-11-09T04:00:00+09:00", "2026-11-10T04:00:00+09:00"},
			[]string{"2026-11-01", "2026-11-02", "2026-11-09", "2026-11-10"},
		},
		{
			"months from the first's morning", "Asia/Seoul", "05:30", "2026-09-15", "2026-11-02", metric.Month,
			[]string{"2026-09-15T05:30:00+09:00", "2026-10-01T05:30:00+09:00", "2026-11-01T05:30:00+09:00", "2026-11-02T05:30:00+09:00"},
			[]string{"2026-09-15", "2026-10-01", "2026-11-01", "2026-11-02"},
		},
	} {
		start, err := metric.ParseClock(c.start)
		if err != nil {
			t.Fatal(err)
		}
		days := metric.Days{Zone: zone(t, c.zone), From: start}
		var got, names []string
		for _, edge := range daysEdges(t, days, c.from, c.to, c.every) {
			got = append(got, time.UnixMilli(edge).In(days.Zone).Format(time.RFC3339))
			names = append(names, days.Name(edge))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.days, names); diff != "" {
			t.Errorf("%s: names (-want +got):\n%s", c.name, diff)
		}
	}
}

func daysEdges(t *testing.T, days metric.Days, from, to string, every metric.Every) []int64 {
	t.Helper()
	var ends [2]time.Time
	for i, text := range []string{from, to} {
		at, err := days.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		ends[i] = at
	}
	edges, err := days.Edges(ends[0], ends[1], every)
	if err != nil {
		t.Fatal(err)
	}
	return edges
}

// Whatever the zone and the start, every millisecond belongs to the day whose edges it lies between.
func TestEveryMomentBelongsToTheDayBetweenItsEdges(t *testing.T) {
	for _, name := range []string{"Asia/Seoul", "America/New_York", "America/Sao_Paulo", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca"} {
		for _, start := range []time.Duration{0, 30 * time.Minute, 90 * time.Minute, 150 * time.Minute, 4 * time.Hour, 23*time.Hour + 59*time.Minute} {
			days := metric.Days{Zone: zone(t, name), From: start}
			edges := daysEdges(t, days, "2016-01-01", "2021-01-01", metric.Day)
			if want := 1827; len(edges)-1 != want {
				t.Errorf("%s from %s: %d days, want %d", name, start, len(edges)-1, want)
			}
			for i := 1; i < len(edges)-1; i++ {
				first, last, next := days.Name(edges[i]), days.Name(edges[i+1]-1), days.Name(edges[i+1])
				if first != last || last >= next {
					t.Fatalf("%s from %s: %s to %s, then %s", name, start, first, last, next)
				}
			}
		}
	}
}

func TestParseClockReadsTimesOfDayOnly(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"00:00": 0, "04:00": 4 * time.Hour, "23:59": 24*time.Hour - time.Minute, "24:00": 24 * time.Hour,
	} {
		got, err := metric.ParseClock(text)
		if err != nil || got != want || metric.ClockText(got) != text {
			t.Errorf("%s: %s, %v, written %s", text, got, err, metric.ClockText(got))
		}
	}
	for _, text := range []string{"", "4:00", "04", "24:01", "25:00", "04:60", "-1:00", "04:00:00", "aa:bb"} {
		if _, err := metric.ParseClock(text); !errors.Is(err, metric.ErrRange) {
			t.Errorf("%q: %v, want ErrRange", text, err)
		}
	}
}
