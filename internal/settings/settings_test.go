package settings_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

const queue = "arn:aws:connect:ap-northeast-2:111122223333:instance/one/queue/sales"

func TestDefaultsHaveNoFaultAndSurviveBeingKept(t *testing.T) {
	for _, zone := range []string{"Asia/Seoul", "America/New_York"} {
		s := settings.Default(zone)
		if faults := s.Faults(""); len(faults) > 0 {
			t.Errorf("%s: %v", zone, faults)
		}
		document, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := settings.Parse(document, "Europe/Berlin")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, again); diff != "" {
			t.Errorf("%s (-want +got):\n%s", zone, diff)
		}
	}
	if got, err := settings.Parse([]byte(`{"business_day_start":"04:00"}`), "Asia/Seoul"); err != nil || got.Holidays.Country != "KR" || got.AbandonLimits.Bad != 8 {
		t.Errorf("what a document lacks is not as by default: %+v, %v", got, err)
	}
}

func TestFaultsNameTheField(t *testing.T) {
	promise := settings.Default("").ServiceLevel
	with := func(change func(*settings.Promise)) settings.Promise {
		changed := promise
		change(&changed)
		return changed
	}
	for _, c := range []struct {
		name   string
		change func(*settings.Settings)
		want   string // "" is none
	}{
		{"no mark of abandonment", func(s *settings.Settings) { s.AbandonLimits.Warn = 0 }, "abandon_limits.warn_percent"},
		{"marks in the wrong order", func(s *settings.Settings) { s.AbandonLimits.Bad = 5 }, "abandon_limits.bad_percent"},
		{"a start at midnight's end", func(s *settings.Settings) { s.BusinessDayStart = "24:00" }, "business_day_start"},
		{"no start", func(s *settings.Settings) { s.BusinessDayStart = "" }, "business_day_start"},
		{"round the clock", func(s *settings.Settings) { s.WorkingHours[0] = settings.WorkingHours{"monday", "00:00", "24:00"} }, ""},
		{"a weekday that is none", func(s *settings.Settings) { s.WorkingHours[0].Weekday = "Monday" }, "working_hours[0].weekday"},
		{"a weekday twice", func(s *settings.Settings) { s.WorkingHours[1].Weekday = "monday" }, "working_hours[1].weekday"},
		{"closing before opening", func(s *settings.Settings) { s.WorkingHours[1].Close = "08:00" }, "working_hours[1].close"},
		{"closing after midnight", func(s *settings.Settings) {
			s.BusinessDayStart, s.WorkingHours[1].Close = "04:00", "02:00"
		}, ""},
		{"closing after the next day has begun", func(s *settings.Settings) {
			s.BusinessDayStart, s.WorkingHours[1].Close = "04:00", "05:00"
		}, "working_hours[1].close"},
		{"opening before the day begins", func(s *settings.Settings) { s.BusinessDayStart = "10:00" }, "working_hours[0].open"},
		{"an unknown country", func(s *settings.Settings) { s.Holidays.Country = "JP" }, "holidays.country"},
		{"a day that never was", func(s *settings.Settings) {
			s.Holidays.Added = []settings.OwnDay{{"2026-02-30", "x"}}
		}, "holidays.added[0].day"},
		{"a day without name", func(s *settings.Settings) {
			s.Holidays.Added = []settings.OwnDay{{"2026-02-28", " "}}
		}, "holidays.added[0].name"},
		{"a day twice", func(s *settings.Settings) {
			s.Holidays.Added = []settings.OwnDay{{"2026-02-28", "a"}, {"2026-02-28", "b"}}
		}, "holidays.added[1].day"},
		{"nonsense removed", func(s *settings.Settings) { s.Holidays.Removed = []string{"soon"} }, "holidays.removed[0]"},
		{"no target", func(s *settings.Settings) { s.ServiceLevel.Target = 0 }, "service_level.target"},
		{"more than everything", func(s *settings.Settings) { s.ServiceLevel.Target = 101 }, "service_level.target"},
		{"an unknown comparison", func(s *settings.Settings) { s.ServiceLevel.Compare = "<" }, "service_level"},
		{"no seconds", func(s *settings.Settings) { s.ServiceLevel.Seconds = 0 }, "service_level.seconds"},
		{"short and out", func(s *settings.Settings) {
			s.ServiceLevel = with(func(p *settings.Promise) { p.Abandons, p.Short = "out", 5 })
		}, "service_level.short"},
		{"short", func(s *settings.Settings) { s.ServiceLevel = with(func(p *settings.Promise) { p.Short = 5 }) }, ""},
		{"a queue by name", func(s *settings.Settings) {
			s.Queues = []settings.QueuePromise{{"Sales", promise}}
		}, "queues[0].queue_arn"},
		{"a queue twice", func(s *settings.Settings) {
			s.Queues = []settings.QueuePromise{{queue, promise}, {queue, promise}}
		}, "queues[1].queue_arn"},
		{"a queue's seconds", func(s *settings.Settings) {
			s.Queues = []settings.QueuePromise{{queue, with(func(p *settings.Promise) { p.Seconds = 604_801 })}}
		}, "queues[0].service_level.seconds"},
		{"limits of a queue and one of its channels", func(s *settings.Settings) {
			s.WaitLimits = []settings.WaitLimits{{queue, "", 30, 90}, {queue, "CHAT", 60, 61}}
		}, ""},
		{"limits of a queue by name", func(s *settings.Settings) {
			s.WaitLimits = []settings.WaitLimits{{"Sales", "", 30, 90}}
		}, "wait_limits[0].queue_arn"},
		{"limits of a channel that is none", func(s *settings.Settings) {
			s.WaitLimits = []settings.WaitLimits{{queue, "PHONE", 30, 90}}
		}, "wait_limits[0].channel"},
		{"limits of a channel twice", func(s *settings.Settings) {
			s.WaitLimits = []settings.WaitLimits{{queue, "CHAT", 30, 90}, {queue, "CHAT", 60, 90}}
		}, "wait_limits[1].channel"},
		{"a long wait of no time", func(s *settings.Settings) {
			s.WaitLimits = []settings.WaitLimits{{queue, "", 0, 90}}
		}, "wait_limits[0].warn_seconds"},
		{"a wait that is too long before it is long", func(s *settings.Settings) {
			s.WaitLimits = []settings.WaitLimits{{queue, "", 90, 90}}
		}, "wait_limits[0].bad_seconds"},
	} {
		s := settings.Default("Asia/Seoul")
		c.change(&s)
		faults := s.Faults("")
		switch {
		case c.want == "" && len(faults) > 0:
			t.Errorf("%s: %v, want none", c.name, faults)
		case c.want != "" && (len(faults) == 0 || faults[0].Path != c.want):
			t.Errorf("%s: %v, want one at %s", c.name, faults, c.want)
		}
		if len(faults) == 0 {
			if _, err := s.Calendar(); err != nil {
				t.Errorf("%s: no fault, but %v", c.name, err)
			}
		}
	}
	s := settings.Default("")
	s.Queues = []settings.QueuePromise{{queue, promise}}
	if faults := s.Faults("arn:aws:connect:ap-northeast-2:111122223333:instance/two"); len(faults) != 1 {
		t.Errorf("a queue of another instance: %v", faults)
	}
}

func TestPromisesAreParametersOfServiceLevel(t *testing.T) {
	for _, p := range []settings.Promise{
		{Seconds: 20, Target: 80, Compare: "lt", Of: "removed", Abandons: "in"},
		{Seconds: 30, Target: 90, Compare: "lte", Of: "answered", Abandons: "out"},
		{Seconds: 10, Target: 90, Compare: "lt", Of: "answered", Abandons: "in", Short: 5},
	} {
		if _, err := metric.Find("service_level:" + p.Parameters()); err != nil {
			t.Errorf("%+v: %v", p, err)
		}
	}
}

func calendar(t *testing.T, change func(*settings.Settings)) *settings.Calendar {
	t.Helper()
	s := settings.Default("Asia/Seoul")
	change(&s)
	c, err := s.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func date(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestTheLastBusinessDayIsNoHoliday(t *testing.T) {
	usual := calendar(t, func(*settings.Settings) {})
	for today, want := range map[string]string{
		"2026-11-24": "2026-11-23",
		"2026-11-23": "2026-11-20", // Monday after Friday
		"2026-10-06": "2026-10-02", // behind a substitute holiday and a weekend
		"2026-09-28": "2026-09-23", // behind Chuseok
		"2026-02-19": "2026-02-13", // behind Seollal
	} {
		if got, ok := usual.LastBusinessDay(date(t, today)); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("before %s: %s, want %s", today, got.Format(time.DateOnly), want)
		}
	}
	always := calendar(t, func(s *settings.Settings) { s.Holidays.Worked = true })
	if got, _ := always.LastBusinessDay(date(t, "2026-10-06")); got.Format(time.DateOnly) != "2026-10-05" {
		t.Errorf("a centre that works on holidays: %s", got.Format(time.DateOnly))
	}
	never := calendar(t, func(s *settings.Settings) { s.WorkingHours = nil })
	if got, ok := never.LastBusinessDay(date(t, "2026-10-06")); ok {
		t.Errorf("a centre that never works: %s", got)
	}
}

func TestADayIsComparedWithItsLike(t *testing.T) {
	usual := calendar(t, func(*settings.Settings) {})
	for _, c := range []struct {
		day, want string
		how       settings.Comparison
	}{
		{"2026-11-24", "2026-11-17", settings.WeekBefore},
		{"2026-11-22", "2026-11-15", settings.WeekBefore},
		{"2026-10-16", "2026-10-02", settings.HolidaySkipped}, // the Friday before was Hangeul Day
		{"2026-10-09", "2026-10-05", settings.HolidayBefore},
		{"2026-10-02", "2026-09-18", settings.HolidaySkipped}, // Chuseok
		{"2026-12-25", "2026-12-20", settings.SundayBefore},   // Hangeul Day was eleven weeks before
		{"2026-03-01", "2026-02-18", settings.HolidayBefore},  // a Sunday and a holiday: Seollal
	} {
		got, how := usual.Comparable(date(t, c.day))
		if got.Format(time.DateOnly) != c.want || how != c.how {
			t.Errorf("%s: %s by %s, want %s by %s", c.day, got.Format(time.DateOnly), how, c.want, c.how)
		}
	}
	worked := calendar(t, func(s *settings.Settings) { s.Holidays.Worked = true })
	if got, how := worked.Comparable(date(t, "2026-10-16")); got.Format(time.DateOnly) != "2026-10-09" || how != settings.WeekBefore {
		t.Errorf("where holidays are worked: %s by %s", got.Format(time.DateOnly), how)
	}
}

func TestWorkingDaysOfAMonth(t *testing.T) {
	usual := calendar(t, func(s *settings.Settings) { s.Holidays.Added = []settings.OwnDay{{"2026-11-13", "창립기념일"}} })
	for first, want := range map[string]int{"2026-09-01": 20, "2026-10-01": 20, "2026-11-01": 20} {
		from := date(t, first)
		if got := usual.WorkingDays(from, from.AddDate(0, 1, 0)); got != want {
			t.Errorf("%s: %d working days, want %d", first, got, want)
		}
	}
}

// A substitute is a day that would otherwise be worked (Act on Public Holidays, article 3).
func TestSubstituteHolidaysFallOnWeekdays(t *testing.T) {
	days, source, years := settings.HolidayChoice{Country: "KR"}.National()
	if source.URL == "" || source.Name.KO == "" || years != [2]int{2024, 2027} {
		t.Errorf("source %+v of %v", source, years)
	}
	perYear, seen := map[string]int{}, map[string]bool{}
	for _, day := range days {
		at := date(t, day.Day)
		perYear[day.Day[:4]]++
		if seen[day.Day] || day.Name.KO == "" || day.Name.EN == "" {
			t.Errorf("%s is there twice, or has no name: %+v", day.Day, day.Name)
		}
		seen[day.Day] = true
		substitute := len(day.Name.EN) > 10 && day.Name.EN[:10] == "Substitute"
		if weekend := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday; substitute && weekend {
			t.Errorf("%s, a %s, stands in for another day", day.Day, at.Weekday())
		}
	}
	if diff := cmp.Diff(map[string]int{"2024": 19, "2025": 19, "2026": 22, "2027": 24}, perYear); diff != "" {
		t.Errorf("days by year (-want +got):\n%s", diff)
	}
}

func TestPresetsAreDaysOfTheCalendar(t *testing.T) {
	usual := calendar(t, func(*settings.Settings) {})
	for _, c := range []struct {
		preset            settings.Preset
		today, first, end string
	}{
		{settings.Today, "2026-11-22", "2026-11-22", "2026-11-23"},
		{settings.Yesterday, "2026-11-22", "2026-11-21", "2026-11-22"},
		{settings.LastBusinessDay, "2026-11-22", "2026-11-20", "2026-11-21"},
		{settings.LastBusinessDay, "2026-10-06", "2026-10-02", "2026-10-03"},
		{settings.SevenDays, "2026-11-22", "2026-11-16", "2026-11-23"},
		{settings.ThisWeek, "2026-11-22", "2026-11-16", "2026-11-23"}, // a Sunday is a week's last day
		{settings.ThisWeek, "2026-11-23", "2026-11-23", "2026-11-24"},
		{settings.ThisMonth, "2026-11-22", "2026-11-01", "2026-11-23"},
		{settings.LastMonth, "2026-03-31", "2026-02-01", "2026-03-01"},
		{settings.LastMonth, "2026-01-01", "2025-12-01", "2026-01-01"},
		{settings.ThirtyDays, "2026-11-22", "2026-10-24", "2026-11-23"},
	} {
		first, end, err := usual.Range(c.preset, date(t, c.today))
		got := [2]string{first.Format(time.DateOnly), end.Format(time.DateOnly)}
		if err != nil || got != [2]string{c.first, c.end} {
			t.Errorf("%s on %s: %v, %v; want %s to %s", c.preset, c.today, got, err, c.first, c.end)
		}
	}
	for _, preset := range settings.Presets() {
		if _, _, err := usual.Range(preset, date(t, "2026-11-22")); err != nil {
			t.Errorf("%s: %v", preset, err)
		}
	}
	if _, _, err := usual.Range("tomorrow", date(t, "2026-11-22")); !errors.Is(err, metric.ErrRange) || !strings.Contains(err.Error(), "last_business_day") {
		t.Errorf("a range that is none: %v", err)
	}
	never := calendar(t, func(s *settings.Settings) { s.WorkingHours = nil })
	if _, _, err := never.Range(settings.LastBusinessDay, date(t, "2026-11-22")); !errors.Is(err, metric.ErrRange) {
		t.Errorf("a centre that never works: %v", err)
	}
}

func TestWorkingTimeFollowsTheWall(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		only           settings.WorkingTime
		change         func(*settings.Settings)
		want           []string // windows in the zone
	}{
		{
			"Asia/Seoul", "2026-10-02", "2026-10-07", settings.OnWorkingDays, func(*settings.Settings) {}, // a holiday on Monday
			[]string{"2026-10-02 00:00 24h0m0s", "2026-10-06 00:00 48h0m0s"},
		},
		{
			"Asia/Seoul", "2026-10-02", "2026-10-06", settings.InWorkingHours, func(s *settings.Settings) {
				s.BusinessDayStart, s.WorkingHours[4].Close = "06:00", "02:00" // Friday into Saturday
			},
			[]string{"2026-10-02 09:00 17h0m0s", "2026-10-06 09:00 9h0m0s"},
		},
		{
			"America/New_York", "2026-10-31", "2026-11-01", settings.OnWorkingDays, func(s *settings.Settings) {
				s.Holidays.Country = ""
				s.WorkingHours = []settings.WorkingHours{{Weekday: "sunday", Open: "00:00", Close: "24:00"}}
			},
			[]string{"2026-11-01 00:00 25h0m0s"},
		},
		{
			"America/New_York", "2026-03-08", "2026-03-08", settings.InWorkingHours, func(s *settings.Settings) {
				s.WorkingHours = []settings.WorkingHours{{Weekday: "sunday", Open: "02:30", Close: "06:00"}} // opens in the gap
			},
			[]string{"2026-03-08 03:00 3h0m0s"},
		},
		{
			"Australia/Lord_Howe", "2026-10-04", "2026-10-04", settings.InWorkingHours, func(s *settings.Settings) {
				s.WorkingHours = []settings.WorkingHours{{Weekday: "sunday", Open: "01:00", Close: "09:00"}}
			},
			[]string{"2026-10-04 01:00 7h30m0s"},
		},
		{
			"Australia/Lord_Howe", "2026-04-05", "2026-04-05", settings.OnWorkingDays, func(s *settings.Settings) {
				s.BusinessDayStart = "01:00"
				s.WorkingHours = []settings.WorkingHours{{Weekday: "sunday", Open: "01:00", Close: "09:00"}}
			},
			[]string{"2026-04-05 01:00 24h30m0s"},
		},
		{"Asia/Seoul", "2026-10-03", "2026-10-05", settings.OnWorkingDays, func(*settings.Settings) {}, []string{}},
	} {
		zone, err := metric.LoadZone(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		of := calendar(t, c.change)
		days := metric.Days{Zone: zone, From: of.Start}
		windows, err := of.Working(c.only, zone, days.Start(date(t, c.from)), days.Start(date(t, c.to).AddDate(0, 0, 1)).Add(-time.Millisecond))
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, w := range windows {
			from := time.UnixMilli(w.From).In(zone)
			got = append(got, from.Format("2006-01-02 15:04 ")+time.UnixMilli(w.To).Sub(from).String())
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s of %s to %s in %s (-want +got):\n%s", c.only, c.from, c.to, c.zone, diff)
		}
	}
	usual := calendar(t, func(*settings.Settings) {})
	if windows, err := usual.Working(settings.AllTime, time.UTC, date(t, "2026-10-02"), date(t, "2026-10-03")); windows != nil || err != nil {
		t.Errorf("all of time: %v, %v", windows, err)
	}
	if _, err := usual.Working("nights", time.UTC, date(t, "2026-10-02"), date(t, "2026-10-03")); !errors.Is(err, metric.ErrRange) {
		t.Errorf("nights: %v", err)
	}
}
