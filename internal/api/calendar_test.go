package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/settings"
)

// byHour asks for contacts by hour; rest goes into the body.
func byHour(t *testing.T, h http.Handler, rest string) QueryResult {
	t.Helper()
	return decode[QueryResult](t, ask(h, "POST", Prefix+"/query", `{"metrics":["contacts_created"],"every":"1h",`+rest+`}`))
}

func TestARangeByNameIsItsDays(t *testing.T) {
	h := agreed(t, madeUpStore(), func(s *settings.Settings) {
		s.BusinessDayStart = "06:00"
		s.Holidays.Added = []settings.OwnDay{{Day: "2026-11-20", Name: "창립기념일"}}
	})
	for name, days := range map[string]string{
		"today":             `"from":"2026-11-22","to":"2026-11-23"`,
		"last_business_day": `"from":"2026-11-19","to":"2026-11-20"`, // behind a weekend and a holiday of the centre's own
		"week":              `"from":"2026-11-16","to":"2026-11-23"`,
		"last_month":        `"from":"2026-10-01","to":"2026-11-01"`,
	} {
		if diff := cmp.Diff(byHour(t, h, days), byHour(t, h, `"range":"`+name+`"`)); diff != "" {
			t.Errorf("%s (-days +by name):\n%s", name, diff)
		}
	}
	panels := decode[Panels](t, ask(h, "GET", Prefix+"/panels?range=last_business_day", ""))
	if got := panels.From.Format(time.RFC3339) + " " + panels.To.Format(time.RFC3339); got != "2026-11-19T06:00:00+09:00 2026-11-20T06:00:00+09:00" {
		t.Errorf("panels of the last business day: %s", got)
	}
	for body, hint := range map[string]string{
		`"range":"business_day"`:             "ask for today, yesterday, last_business_day",
		`"range":"today","from":"2026-11-1"`: "not both",
	} {
		problem := problemOf(t, h, "POST", Prefix+"/query", `{"metrics":["contacts_created"],`+body+`}`)
		if problem.Status != 422 || !strings.Contains(problem.Detail, hint) {
			t.Errorf("%s: %d %q", body, problem.Status, problem.Detail)
		}
	}
}

func TestDaysByNameAreAsLongAsTheirZoneSays(t *testing.T) {
	for _, c := range []struct {
		zone, now string
		length    time.Duration
	}{
		{"Australia/Lord_Howe", "2026-10-05T12:00:00+11:00", 23*time.Hour + 30*time.Minute},
		{"Australia/Lord_Howe", "2026-04-06T12:00:00+10:30", 24*time.Hour + 30*time.Minute},
		{"America/New_York", "2026-11-02T12:00:00-05:00", 25 * time.Hour},
		{"America/New_York", "2026-03-09T12:00:00-04:00", 23 * time.Hour},
		{"Asia/Seoul", "2026-11-22T12:00:00+09:00", 24 * time.Hour},
	} {
		at, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		h := site(t, &memoryStore{}, func(o *Options) { o.Clock = clock.Virtual(at, 1e-12) })
		panels := decode[Panels](t, ask(h, "GET", Prefix+"/panels?range=yesterday&zone="+c.zone, ""))
		if got := panels.To.Sub(panels.From); got != c.length {
			t.Errorf("the day before %s in %s has %s, want %s", c.now, c.zone, got, c.length)
		}
	}
}

func TestTodayIsComparedWithADayThatIsLikeIt(t *testing.T) { // a Sunday
	for _, c := range []struct {
		holidays  []string
		day, kind string
	}{
		{nil, "2026-11-15", "week_before"},
		{[]string{"2026-11-15"}, "2026-11-08", "holiday_skipped"},
		{[]string{"2026-11-22", "2026-11-11"}, "2026-11-11", "holiday_before"},
	} {
		h := agreed(t, madeUpStore(), func(s *settings.Settings) {
			s.BusinessDayStart = "04:00"
			for _, day := range c.holidays {
				s.Holidays.Added = append(s.Holidays.Added, settings.OwnDay{Day: day, Name: "휴무"})
			}
		})
		o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?range=today", ""))
		if o.Today.CompareDay != c.day || o.Today.CompareKind != c.kind || o.Previous.Kind != c.kind {
			t.Errorf("with holidays %v: today %s by %s, figures by %s; want %s by %s",
				c.holidays, o.Today.CompareDay, o.Today.CompareKind, o.Previous.Kind, c.day, c.kind)
		}
		var contacts int64
		for _, quarter := range o.Today.Compare {
			contacts += quarter.Contacts
		}
		if like := decode[Panels](t, ask(h, "GET", Prefix+"/panels?from="+c.day+"&to="+nextDay(c.day), "")); contacts != like.NumberOfCalls {
			t.Errorf("%s: %d contacts in its quarters, want %d", c.day, contacts, like.NumberOfCalls)
		}
		from, to := c.day+"T04:00:00+09:00", c.day+"T15:20:00+09:00" // as far as today has run
		if got := o.Previous.From.Format(time.RFC3339) + " " + o.Previous.To.Format(time.RFC3339); got != from+" "+to {
			t.Errorf("%v: compared with %s, want %s %s", c.holidays, got, from, to)
		}
		table := byHour(t, h, `"range":"today","compare":{"period":"comparable_day"}`)
		if table.Compare.From != from || table.Compare.To != to || table.Compare.Period != "comparable_day" {
			t.Errorf("%v: query compared with %+v, want %s %s", c.holidays, table.Compare, from, to)
		}
	}
	problem := problemOf(t, site(t, madeUpStore()), "POST", Prefix+"/query",
		`{"metrics":["contacts_created"],"range":"week","compare":{"period":"comparable_day"}}`)
	if !strings.Contains(problem.Detail, "ask for a single day, or compare with week_before") {
		t.Errorf("a comparable week: %q", problem.Detail)
	}
}

func TestAQueryIsComparedWithWhatTheOverviewIsComparedWith(t *testing.T) {
	h := agreed(t, madeUpStore(), func(s *settings.Settings) {
		s.BusinessDayStart = "04:00"
		s.Holidays.Added = []settings.OwnDay{{Day: "2026-11-15", Name: "휴무"}}
	})
	for _, c := range []struct{ from, to, kind string }{
		{"2026-11-22", "2026-11-23", "holiday_skipped"}, // today
		{"2026-11-21", "2026-11-22", "week_before"},
		{"2026-11-16", "2026-11-23", "week_before"},
		{"2026-11-22T09:00:00+09:00", "2026-11-22T12:00:00+09:00", "week_before"},
		{"2026-11-01", "2026-11-23", "month_before"}, // this month so far
		{"2026-10-01", "2026-11-01", "month_before"},
		{"2026-08-01", "2026-11-01", "period_before"},
		{"2026-10-25", "2026-11-10", "period_before"},
	} {
		o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from="+url.QueryEscape(c.from)+"&to="+url.QueryEscape(c.to), ""))
		table := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", `{"metrics":["number_of_calls"],"time_field":"initiation",
			"from":"`+c.from+`","to":"`+c.to+`","compare":{"period":"previous"}}`))
		want := QueryPeriod{Period: c.kind, From: o.Previous.From.Format(time.RFC3339), To: o.Previous.To.Format(time.RFC3339)}
		if diff := cmp.Diff(&want, table.Compare); diff != "" || o.Previous.Kind != c.kind {
			t.Errorf("%s to %s, the Overview with %s (-want +got):\n%s", c.from, c.to, o.Previous.Kind, diff)
		}
		if got, want := table.Totals[1], float64(o.Previous.Panels.NumberOfCalls); got != want {
			t.Errorf("%s to %s: %v calls before, want %v", c.from, c.to, got, want)
		}
	}
}

func nextDay(day string) string {
	date, _ := time.Parse(time.DateOnly, day) // of the test's own
	return date.AddDate(0, 0, 1).Format(time.DateOnly)
}

func TestAQuestionAboutOneInstanceHasItsDays(t *testing.T) {
	keeper := keeping(t, instance, func(s *settings.Settings) { s.BusinessDayStart = "06:00" })
	h := site(t, madeUpStore(), func(o *Options) { o.Settings = keeper })
	for where, want := range map[string]string{
		``: "00:00",
		`{"dimension":"queue","values":["Sales"]}`:                     "06:00",
		`{"dimension":"queue","values":["Sales","` + helpARN + `"]}`:   "06:00",
		`{"dimension":"queue","values":["Sales"],"not":true}`:          "00:00",
		`{"dimension":"agent","values":["a3"]}`:                        "06:00",
		`{"dimension":"channel","values":["VOICE"]}`:                   "00:00",
		`{"dimension":"instance","values":["` + instance + `"]}`:       "06:00",
		`{"dimension":"queue","values":["a queue that nobody knows"]}`: "00:00",
	} {
		if got := byHour(t, h, `"range":"yesterday","where":[`+where+`]`).DayStart; got != want {
			t.Errorf("days of %s begin at %s, want %s", where, got, want)
		}
	}
	for query, want := range map[string]string{"": "00:00", "?queue=Sales": "06:00", "?agent=a3": "06:00", "?queue=unknown": "00:00"} {
		if got := decode[SettingsAnswer](t, ask(h, "GET", Prefix+"/settings"+query, "")).Settings.BusinessDayStart; got != want {
			t.Errorf("settings%s: days begin at %s, want %s", query, got, want)
		}
	}
	version := decode[VersionInfo](t, ask(h, "GET", Prefix+"/version", ""))
	if diff := cmp.Diff([]InstanceDays{{InstanceARN: instance, DayStart: "06:00"}}, version.OwnDays); diff != "" {
		t.Errorf("own days (-want +got):\n%s", diff)
	}
}

// A range by its name would be another one whenever it is asked again.
func TestAnExportNamesTheMomentsOfARangeByName(t *testing.T) {
	h := site(t, madeUpStore())
	want := [2]string{"2026-11-20T00:00:00+09:00", "2026-11-21T00:00:00+09:00"}
	for _, what := range []string{
		`"contacts":{"range":"last_business_day"}`, `"agent_intervals":{"range":"last_business_day"}`,
		`"query":{"metrics":["contacts_created"],"range":"last_business_day"}`,
	} {
		w := ask(h, "POST", Prefix+"/export", `{"format":"csv",`+what+`}`)
		var state ExportState
		if err := json.Unmarshal([]byte(w.Header().Get(ExportHeader)), &state); err != nil {
			t.Fatalf("%s: %d %s", what, w.Code, w.Body)
		}
		var request ExportRequest
		if err := json.Unmarshal([]byte(`{`+what+`}`), &request); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(request.Settled(state.From, state.To))
		if err != nil {
			t.Fatal(err)
		}
		if moments := fmt.Sprintf(`"from":"%s","to":"%s"`, want[0], want[1]); !strings.Contains(string(text), moments) || strings.Contains(string(text), "range") {
			t.Errorf("%s: settled as %s", what, text)
		}
	}
}
