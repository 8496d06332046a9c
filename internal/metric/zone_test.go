package metric_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := metric.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestEdgesFollowTheLocalCalendar(t *testing.T) {
	for _, c := range []struct {
		name, zone, from, to string
		every                metric.Every
		want                 []string
	}{
		{
			"days in Seoul", "Asia/Seoul", "2026-11-01", "2026-11-03", metric.Day,
			[]string{"2026-11-01T00:00:00+09:00", "2026-11-02T00:00:00+09:00", "2026-11-03T00:00:00+09:00"},
		},
		{
			"a range that starts and ends within a day", "Asia/Seoul", "2026-11-01T10:00:00+09:00", "2026-11-02T01:00:00+09:00", metric.Day,
			[]string{"2026-11-01T10:00:00+09:00", "2026-11-02T00:00:00+09:00", "2026-11-02T01:00:00+09:00"},
		},
		{
			"a day of 25 hours", "America/New_York", "2026-11-01", "2026-11-03", metric.Day,
			[]string{"2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00", "2026-11-03T00:00:00-05:00"},
		},
		{
			"a day of 23 hours", "America/New_York", "2026-03-08", "2026-03-09", metric.Day,
			[]string{"2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00"},
		},
		{
			"a day that starts at one o'clock", "America/Sao_Paulo", "2018-11-03", "2018-11-05", metric.Day,
			[]string{"2018-11-03T00:00:00-03:00", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"},
		},
		{
			"the same in Beirut", "Asia/Beirut", "2021-03-27", "2021-03-29", metric.Day,
			[]string{"2021-03-27T00:00:00+02:00", "2021-03-28T01:00:00+03:00", "2021-03-29T00:00:00+03:00"},
		},
		{
			"a day whose last hour comes twice", "Asia/Beirut", "2021-10-30", "2021-11-01", metric.Day,
			[]string{"2021-10-30T00:00:00+03:00", "2021-10-31T00:00:00+02:00", "2021-11-01T00:00:00+02:00"},
		},
		{
			"a day whose midnight comes twice", "America/Havana", "2021-11-07", "2021-11-08", metric.Day,
			[]string{"2021-11-07T00:00:00-04:00", "2021-11-08T00:00:00-05:00"},
		},
		{
			"a clock put back over midnight", "America/St_Johns", "2010-11-07", "2010-11-08", metric.Day,
			[]string{"2010-11-07T00:00:00-03:30", "2010-11-08T00:00:00-03:30"},
		},
		{
			"a day that never was", "Pacific/Apia", "2011-12-29", "2012-01-01", metric.Day,
			[]string{"2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00", "2012-01-01T00:00:00+14:00"},
		},
		{
			"weeks from Monday", "Asia/Seoul", "2026-11-04", "2026-11-18", metric.Week,
			[]string{"2026-11-04T00:00:00+09:00", "2026-11-09T00:00:00+09:00", "2026-11-16T00:00:00+09:00", "2026-11-18T00:00:00+09:00"},
		},
		{
			"months", "Europe/London", "2026-09-01", "2026-12-01", metric.Month,
			[]string{"2026-09-01T00:00:00+01:00", "2026-10-01T00:00:00+01:00", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"},
		},
		{
			"hours where the clock goes back", "America/New_York", "2026-11-01T00:30:00-04:00", "2026-11-01T02:00:00-05:00", metric.Hour,
			[]string{"2026-11-01T00:30:00-04:00", "2026-11-01T01:00:00-04:00", "2026-11-01T01:00:00-05:00", "2026-11-01T02:00:00-05:00"},
		},
		{
			"hours where the clock goes forward by half an hour", "Australia/Lord_Howe", "2026-10-04T01:00:00+10:30", "2026-10-04T04:00:00+11:00", metric.Hour,
			[]string{"2026-10-04T01:00:00+10:30", "2026-10-04T02:30:00+11:00", "2026-10-04T03:00:00+11:00", "2026-10-04T04:00:00+11:00"},
		},
		{
			"hours where the clock goes back by half an hour", "Australia/Lord_Howe", "2026-04-05T01:00:00+11:00", "2026-04-05T03:00:00+10:30", metric.Hour,
			[]string{"2026-04-05T01:00:00+11:00", "2026-04-05T01:30:00+10:30", "2026-04-05T02:00:00+10:30", "2026-04-05T03:00:00+10:30"},
		},
		{
			"hours of a zone with quarters", "Asia/Kathmandu", "2026-11-01", "2026-11-01T02:00:00+05:45", metric.Hour,
			[]string{"2026-11-01T00:00:00+05:45", "2026-11-01T01:00:00+05:45", "2026-11-01T02:00:00+05:45"},
		},
		{
			"total", "Asia/Seoul", "2026-11-01", "2026-12-01", metric.Total,
			[]string{"2026-11-01T00:00:00+09:00", "2026-12-01T00:00:00+09:00"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			loc := zone(t, c.zone)
			got := edges(t, c.from, c.to, loc, c.every)
			var text []string
			for _, edge := range got {
				text = append(text, time.UnixMilli(edge).In(loc).Format(time.RFC3339))
			}
			if diff := cmp.Diff(c.want, text); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func edges(t *testing.T, from, to string, loc *time.Location, every metric.Every) []int64 {
	t.Helper()
	start, err := metric.ParseMoment(from, loc)
	if err != nil {
		t.Fatal(err)
	}
	end, err := metric.ParseMoment(to, loc)
	if err != nil {
		t.Fatal(err)
	}
	got, err := metric.Edges(start, end, loc, every)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestQuartersOfADayAreAsManyAsTheDayHas(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		want           int
	}{
		{"Asia/Seoul", "2026-11-22", "2026-11-23", 96},
		{"America/New_York", "2026-03-08", "2026-03-09", 92},
		{"America/New_York", "2026-11-01", "2026-11-02", 100},
		{"Australia/Lord_Howe", "2026-10-04", "2026-10-05", 94},
		{"Australia/Lord_Howe", "2026-04-05", "2026-04-06", 98},
	} {
		if got := len(edges(t, c.from, c.to, zone(t, c.zone), metric.Quarter)) - 1; got != c.want {
			t.Errorf("%s %s: %d quarters, want %d", c.zone, c.from, got, c.want)
		}
	}
}

// Every day edge must be the first moment of its date: the millisecond before shows an earlier one.
func TestDayEdgesSeparateDatesInManyZonesAndYears(t *testing.T) {
	for _, name := range []string{
		"Asia/Seoul", "America/New_York", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "Africa/Casablanca",
		"Asia/Tehran", "Asia/Gaza", "Atlantic/Azores", "America/Havana", "Pacific/Chatham", "Asia/Pyongyang",
	} {
		loc := zone(t, name)
		days := edges(t, "2008-01-01", "2027-01-01", loc, metric.Day)
		for _, edge := range days {
			date := func(ms int64) string { return time.UnixMilli(ms).In(loc).Format(time.DateOnly) }
			if before, at := date(edge-1), date(edge); before >= at {
				t.Errorf("%s: %d separates %s and %s", name, edge, before, at)
			}
		}
		if want := 6940; len(days)-1 != want {
			t.Errorf("%s: %d days, want %d", name, len(days)-1, want)
		}
	}
}

func TestEdgesRefuseWhatMakesNoSense(t *testing.T) {
	seoul := zone(t, "Asia/Seoul")
	at := func(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name     string
		from, to time.Time
		every    metric.Every
	}{
		{"empty", at(2026), at(2026), metric.Day},
		{"backwards", at(2027), at(2026), metric.Day},
		{"unknown length", at(2026), at(2027), "2h"},
		{"too many quarters", at(2020), at(2027), metric.Quarter},
		{"too many days", at(1), at(9999), metric.Day},
	} {
		if got, err := metric.Edges(c.from, c.to, seoul, c.every); !errors.Is(err, metric.ErrRange) {
			t.Errorf("%s: %d edges and error %v, want ErrRange", c.name, len(got), err)
		}
	}
}

func TestParseMomentRefusesWhatIsNoMoment(t *testing.T) {
	for _, text := range []string{"", "yesterday", "2026-13-01", "2026-11-01T09:00:00", "1700000000"} {
		if _, err := metric.ParseMoment(text, time.UTC); !errors.Is(err, metric.ErrRange) {
			t.Errorf("%q: error %v, want ErrRange", text, err)
		}
	}
}

func TestParseMomentSaysWhichMomentAWallClockMeans(t *testing.T) {
	for _, c := range []struct{ zone, text, want string }{
		{"Asia/Seoul", "2026-11-01T09:00:00", "lacks the offset from UTC; ask for 2026-11-01T09:00:00+09:00"},
		{"Asia/Seoul", "2026-11-01 09:00", "ask for 2026-11-01T09:00:00+09:00"},
		{"America/New_York", "2026-03-08T02:30", "is skipped in America/New_York, where the clock is put forward; ask for 2026-03-08T03:00:00-04:00"},
		{"America/New_York", "2026-03-08T03:00:00", "ask for 2026-03-08T03:00:00-04:00"},
		{"America/New_York", "2026-03-08T01:59:59", "ask for 2026-03-08T01:59:59-05:00"},
		{"America/New_York", "2026-11-01T01:30:00", "comes twice in America/New_York, where the clock is put back; ask for 2026-11-01T01:30:00-04:00 or 2026-11-01T01:30:00-05:00"},
		{"Australia/Lord_Howe", "2026-10-04T02:15:00", "ask for 2026-10-04T02:30:00+11:00"},
		{"Pacific/Apia", "2011-12-30T12:00:00", "ask for 2011-12-31T00:00:00+14:00"},
	} {
		_, err := metric.ParseMoment(c.text, zone(t, c.zone))
		if !errors.Is(err, metric.ErrRange) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s in %s: %v, want %q", c.text, c.zone, err, c.want)
		}
	}
}

func TestLoadZoneRefusesTheHostsOwnZone(t *testing.T) {
	for _, name := range []string{"", "Local", "Mars/Olympus", "../etc/passwd"} {
		if _, err := metric.LoadZone(name); !errors.Is(err, metric.ErrRange) {
			t.Errorf("%q: error %v, want ErrRange", name, err)
		}
	}
}
