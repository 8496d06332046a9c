package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/settings"
)

// TestWorkingTimeCountsWhatFallsIntoIt recounts by hand what begins on working days and in working hours, and takes the figures
// apart.
func TestWorkingTimeCountsWhatFallsIntoIt(t *testing.T) {
	s := madeUpStore()
	h := agreed(t, s, func(s *settings.Settings) { s.Holidays.Added = []settings.OwnDay{{Day: "2026-11-11", Name: "휴무"}} })
	want := map[string]int64{}
	for _, c := range s.contacts {
		at := c.Initiation.Time().In(seoul)
		rests := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday || at.Format(time.DateOnly) == "2026-11-11"
		if rests || at.Before(time.Date(2026, 11, 1, 0, 0, 0, 0, seoul)) {
			continue
		}
		want["working_days"]++
		if at.Hour() >= 9 && at.Hour() < 18 {
			want["working_hours"]++
		}
	}
	for only, contacts := range want {
		asked := `"from":"2026-11-01","to":"2026-11-23","time_field":"initiation","only":"` + only + `"`
		table := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", `{"metrics":["contacts_created"],"every":"1d",`+asked+`}`))
		if table.Totals[1] != float64(contacts) || len(table.Rows) != 14 {
			t.Errorf("%s: %v on %d days, want %d on 14", only, table.Totals[1], len(table.Rows), contacts)
		}
		if len(table.Notes) != 1 || table.Notes[0].Kind != "working_time" || !strings.Contains(table.Notes[0].Text.EN, "that began") {
			t.Errorf("%s: notes %+v", only, table.Notes)
		}
		explained := decode[Explanation](t, ask(h, "POST", Prefix+"/explain", `{"metric":"contacts_created",`+asked+`}`))
		if explained.Figure == nil || *explained.Figure != float64(contacts) || explained.List.Total != contacts {
			t.Errorf("%s: explained as %v with %d contacts, want %d", only, explained.Figure, explained.List.Total, contacts)
		}
		w := ask(h, "POST", Prefix+"/export", `{"format":"csv","query":{"metrics":["contacts_created"],`+asked+`}}`)
		if !strings.Contains(w.Body.String(), fmt.Sprint(contacts)) {
			t.Errorf("%s: exported as %s, want %d", only, w.Body, contacts)
		}
	}
	for body, hint := range map[string]string{
		`"metrics":["contacts_created"],"only":"nights"`:                                             "only working_days or working_hours",
		`"metrics":["contacts_created"],"only":"working_days","from":"2026-11-21","to":"2026-11-23"`: "has no working time",
	} {
		if !strings.Contains(body, "from") {
			body += `,"from":"2026-11-01","to":"2026-11-23"`
		}
		if problem := problemOf(t, h, "POST", Prefix+"/query", "{"+body+"}"); problem.Status != 422 || !strings.Contains(problem.Detail, hint) {
			t.Errorf("%s: %d %q", body, problem.Status, problem.Detail)
		}
	}
}

func TestWorkingTimeIsComparedWithWorkingTime(t *testing.T) {
	h := site(t, madeUpStore())
	asked := func(from, to, more string) QueryResult {
		return decode[QueryResult](t, ask(h, "POST", Prefix+"/query", `{"metrics":["contacts_created"],"from":"`+from+`","to":"`+to+`","only":"working_days"`+more+`}`))
	}
	both := asked("2026-11-09", "2026-11-16", `,"compare":{"period":"week_before"}`)
	before := asked("2026-11-02", "2026-11-09", "")
	if both.Totals[1] != before.Totals[0] {
		t.Errorf("the week before has %v working, compared %v", before.Totals[0], both.Totals[1])
	}
}
