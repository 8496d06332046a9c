package api

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/settings"
)

func TestAMonthAddsUp(t *testing.T) {
	s := madeUpStore()
	m := decode[Month](t, ask(site(t, s), "GET", Prefix+"/month", ""))
	if m.Month != "2026-11" || m.Previous.Month != "2026-10" || len(m.Days) != 22 {
		t.Fatalf("%s after %s has %d days", m.Month, m.Previous.Month, len(m.Days))
	}
	same := func(what string, parts, whole int64) {
		t.Helper()
		if parts != whole {
			t.Errorf("%s: parts are %d, the whole is %d", what, parts, whole)
		}
	}
	var days, handled, queued, within, queues, agents int64
	for i, day := range m.Days {
		days, handled, queued, within = days+day.Contacts, handled+day.Handled, queued+day.Queued, within+day.ServiceLevel.Within
		same("panel and table on "+day.Day, m.Panels.CallsPerDay[i].Calls, day.Contacts)
	}
	for _, queue := range m.Queues {
		queues += queue.Contacts
	}
	for _, agent := range m.Agents {
		agents += agent.Handled
	}
	same("contacts of days", days, m.Figures.NumberOfCalls)
	same("handled of days", handled, m.Figures.Handled)
	same("queued of days", queued, m.Figures.Queued)
	same("within of days", within, m.Figures.ServiceLevel.Within)
	same("contacts of queues", queues, m.Figures.NumberOfCalls)
	same("handled by agents", agents, m.Figures.Handled)
	same("panel", m.Panels.NumberOfCalls, m.Figures.NumberOfCalls)
	same("agents", int64(m.AgentsIn), int64(len(m.Agents)))
	if m.Figures.NumberOfCalls == 0 || m.Previous.Figures.NumberOfCalls == 0 {
		t.Error("nothing to compare")
	}
}

// A month that still runs is compared with the month before as far as it has run, and by working days that are over.
func TestAMonthIsComparedByWorkingDays(t *testing.T) {
	s := madeUpStore()
	h := agreed(t, s, func(s *settings.Settings) {
		s.Holidays.Added = []settings.OwnDay{{Day: "2026-11-13", Name: "창립기념일"}}
	})
	m := decode[Month](t, ask(h, "GET", Prefix+"/month?month=2026-11", ""))
	if want := now.AddDate(0, -1, 0); !m.Previous.To.Equal(want) {
		t.Errorf("compared up to %s, want %s", m.Previous.To, want)
	}
	// 2 to 20 November but for the 13th; 14 to 21 October, since the first record is of the 13th.
	if m.Figures.WorkingDays != 14 || m.Previous.Figures.WorkingDays != 6 {
		t.Errorf("%d working days and %d before, want 14 and 6", m.Figures.WorkingDays, m.Previous.Figures.WorkingDays)
	}
	var contacts int64
	for _, c := range s.contacts {
		at := c.Initiation.Time().In(seoul)
		weekday := at.Weekday() != time.Saturday && at.Weekday() != time.Sunday
		if at.Month() == time.November && weekday && at.Day() != 13 && at.Before(time.Date(2026, 11, 22, 0, 0, 0, 0, seoul)) {
			contacts++
		}
	}
	if want := float64(contacts) / 14; m.Figures.PerWorkingDay == nil || *m.Figures.PerWorkingDay != want {
		t.Errorf("%v a working day, want %v", m.Figures.PerWorkingDay, want)
	}
	got := m.Days[12]
	if holiday := got.Holiday.value; got.Day != "2026-11-13" || got.Works || holiday == nil || holiday.KO != "창립기념일" {
		t.Errorf("the 13th is %+v", got)
	}
}

func TestMonthsBeginWithTheBusinessDay(t *testing.T) {
	h := agreed(t, madeUpStore(), func(s *settings.Settings) { s.BusinessDayStart = "04:00" })
	m := decode[Month](t, ask(h, "GET", Prefix+"/month?month=2026-10", ""))
	want := []time.Time{
		time.Date(2026, 10, 1, 4, 0, 0, 0, seoul), time.Date(2026, 11, 1, 4, 0, 0, 0, seoul), time.Date(2026, 9, 1, 4, 0, 0, 0, seoul),
	}
	if diff := cmp.Diff(want, []time.Time{m.From, m.To, m.Previous.From}); diff != "" || len(m.Days) != 31 || m.DayStart != "04:00" {
		t.Errorf("%d days from %s (-want +got):\n%s", len(m.Days), m.DayStart, diff)
	}
}

func TestAMonthThatIsNoneIsRefused(t *testing.T) {
	h := site(t, madeUpStore())
	for _, month := range []string{"2026-13", "November", "2026", "1999-12", "2200-01"} {
		if w := ask(h, "GET", Prefix+"/month?month="+month, ""); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d: %s", month, w.Code, w.Body)
		}
	}
	if m := decode[Month](t, ask(h, "GET", Prefix+"/month?month=2027-02", "")); m.Figures.NumberOfCalls != 0 || m.Figures.PerWorkingDay != nil {
		t.Errorf("a month to come has figures: %+v", m.Figures)
	}
}

func TestAgentsOfTheMonthAreExplained(t *testing.T) {
	h := site(t, madeUpStore())
	m := decode[Month](t, ask(h, "GET", Prefix+"/month?month=2026-11", ""))
	agents := func(from, to string) Explanation {
		return explainAll(t, h, ExplainRequest{
			Metric: "number_of_agents", From: from, To: to, TimeField: m.TimeField, Limit: 45,
			Where: []QueryFilter{{Dimension: "agent", Values: []string{""}, Not: true}},
		})
	}
	if e := agents("2026-11-01", "2026-12-01"); e.List.Total != m.Panels.NumberOfAgentsParts.Connected || e.List.Total == 0 {
		t.Errorf("%d agents explained, %d shown", e.List.Total, m.Panels.NumberOfAgentsParts.Connected)
	}
	for i, day := range m.Days[:len(m.Days)-1] {
		if e := agents(day.Day, m.Days[i+1].Day); e.List.Total != day.Agents {
			t.Errorf("%s: %d agents explained, %d shown", day.Day, e.List.Total, day.Agents)
		}
	}
}

func TestAMonthsMeanOfWorkingDaysIsWhatItsDaysAddUpTo(t *testing.T) {
	h := site(t, madeUpStore())
	m := decode[Month](t, ask(h, "GET", Prefix+"/month", ""))
	for name, figures := range map[string]MonthFigures{"the month": m.Figures, "the month before": m.Previous.Figures} {
		request := ExplainRequest{
			Metric: "number_of_calls", From: *figures.WorkedFrom, To: *figures.WorkedTo, TimeField: m.TimeField, Per: "working_day", Limit: 45,
		}
		contacts := explainAll(t, h, request)
		request.Part = 1
		days := explainAll(t, h, request)
		if !equal(contacts.Figure, figures.PerWorkingDay) || !equal(days.Figure, figures.PerWorkingDay) {
			t.Errorf("%s: %s and %s explained, %s shown", name, text(contacts.Figure), text(days.Figure), text(figures.PerWorkingDay))
		}
		var sum int64
		for _, day := range days.List.Days {
			of := explainAll(t, h, ExplainRequest{
				Metric: "number_of_calls", From: day.From.Format(time.RFC3339), To: day.To.Format(time.RFC3339), TimeField: m.TimeField, Limit: 45,
			})
			if listed := int64(len(of.List.Contacts)); listed != day.Contacts {
				t.Errorf("%s: %v has %d contacts, and %d are listed", name, day.From, day.Contacts, listed)
			}
			sum += day.Contacts
		}
		got := []int64{sum, int64(len(contacts.List.Contacts)), *contacts.Parts[0].Value, int64(len(days.List.Days)), *days.Parts[1].Value}
		want := []int64{sum, sum, sum, int64(figures.WorkingDays), int64(figures.WorkingDays)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: contacts and days (-want +got):\n%s", name, diff)
		}
	}
}
