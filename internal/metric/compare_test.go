package metric_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// compared asks for contacts created in a range of a zone beside those of another one.
func compared(t *testing.T, contacts []connect.Contact, where, from, to string, every metric.Every, c metric.Comparison) (metric.Table, error) {
	t.Helper()
	z := zone(t, where)
	q := metric.Query{
		Metrics: []string{"contacts_created"}, From: moment(t, from, z), To: moment(t, to, z), Zone: z, Every: every,
		TimeField: metric.ByInitiation, Scope: metric.Everything(), Compare: &c,
	}
	return metric.Run(t.Context(), asker(contacts), q)
}

func moment(t *testing.T, text string, in *time.Location) time.Time {
	t.Helper()
	at, err := metric.ParseMoment(text, in)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// begun are contacts that began then.
func begun(t *testing.T, at ...string) []connect.Contact {
	t.Helper()
	var all []connect.Contact
	for i, text := range at {
		all = append(all, connect.Contact{
			ContactID: connect.ContactID(fmt.Sprint(i)), Initiation: connect.MillisOf(moment(t, text, time.UTC)), LastUpdate: 1,
		})
	}
	return all
}

func TestMonthsOfDifferentLengthAreComparedDayByDay(t *testing.T) {
	contacts := begun(t, "2026-02-03T01:00:00Z", "2026-01-03T01:00:00Z", "2026-01-03T02:00:00Z", "2026-01-30T01:00:00Z")
	got, err := compared(t, contacts, "Asia/Seoul", "2026-02-01", "2026-03-01", metric.Day, metric.Comparison{Period: metric.MonthBefore})
	if err != nil {
		t.Fatal(err)
	}
	wantColumns := []metric.TableColumn{
		{Name: "day", Kind: "dimension"},
		{Name: "contacts_created", Kind: "metric", Unit: "count"},
		{Name: "compare:day", Kind: "compare"},
		{Name: "compare:contacts_created", Kind: "compare", Unit: "count"},
		{Name: "difference:contacts_created", Kind: "difference", Unit: "count"},
	}
	if diff := cmp.Diff(wantColumns, got.Columns); diff != "" {
		t.Error(diff)
	}
	if len(got.Rows) != 31 {
		t.Fatalf("%d rows, want 28 days and three that only January has", len(got.Rows))
	}
	for i, want := range map[int][]any{
		2:  {"2026-02-03", int64(1), "2026-01-03", int64(2), int64(-1)},
		27: {"2026-02-28", int64(0), "2026-01-28", int64(0), int64(0)},
		29: {nil, nil, "2026-01-30", int64(1), nil},
	} {
		if diff := cmp.Diff(want, got.Rows[i]); diff != "" {
			t.Errorf("row %d: %s", i, diff)
		}
	}
	if diff := cmp.Diff([]any{nil, int64(1), nil, int64(3), int64(-2)}, got.Totals); diff != "" {
		t.Error(diff)
	}
	want := &metric.Compared{Period: metric.MonthBefore, From: "2026-01-01T00:00:00+09:00", To: "2026-02-01T00:00:00+09:00"}
	if diff := cmp.Diff(want, got.Compare); diff != "" {
		t.Error(diff)
	}
	// The other way round March 29 to 31 have no partner.
	got, err = compared(t, contacts, "Asia/Seoul", "2026-03-01", "2026-04-01", metric.Day, metric.Comparison{Period: metric.MonthBefore})
	if err != nil || len(got.Rows) != 31 {
		t.Fatalf("%d rows, error %v", len(got.Rows), err)
	}
	if diff := cmp.Diff([]any{"2026-03-29", int64(0), nil, nil, nil}, got.Rows[28]); diff != "" {
		t.Error(diff)
	}
}

func TestDaysThatTheOtherMonthLacksHaveNoPartner(t *testing.T) {
	got, err := compared(t, begun(t, "2026-03-01T01:00:00Z"), "UTC", "2026-03-30", "2026-04-03", metric.Day, metric.Comparison{Period: metric.MonthBefore})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{
		{"2026-03-30", int64(0), nil, nil, nil},
		{"2026-03-31", int64(0), nil, nil, nil},
		{"2026-04-01", int64(0), "2026-03-01", int64(1), int64(-1)},
		{"2026-04-02", int64(0), "2026-03-02", int64(0), int64(0)},
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
}

func TestNamedRangesBeginTogether(t *testing.T) {
	named := metric.Comparison{From: november(2).Add(10 * time.Hour), To: november(4)}
	got, err := compared(t, nil, "UTC", "2026-11-05T09:00:00Z", "2026-11-07", metric.Day, named)
	if err != nil || len(got.Rows) != 2 || got.Rows[0][2] == nil || got.Rows[1][2] == nil {
		t.Errorf("rows %v, error %v: want two days with partners", got.Rows, err)
	}
	got, err = compared(t, nil, "UTC", "2026-11-05T09:00:00Z", "2026-11-05T12:00:00Z", metric.Hour, named)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]any{"2026-11-05T10:00:00Z", int64(0), "2026-11-02T10:00:00Z", int64(0), int64(0)}, got.Rows[1]); diff != "" {
		t.Error(diff)
	}
	if got.Rows[0][2] != nil {
		t.Errorf("nine o'clock is compared with %v", got.Rows[0][2])
	}
}

func TestHoursAreComparedByTheWallClock(t *testing.T) {
	// On 8 March 2026 the clock in New York goes from 2 to 3, on 1 November from 2 back to 1.
	for _, c := range []struct {
		from, to string
		rows     [][2]any
	}{
		{"2026-03-08", "2026-03-08T05:00:00-04:00", [][2]any{
			{"2026-03-08T00:00:00-05:00", "2026-03-01T00:00:00-05:00"},
			{"2026-03-08T01:00:00-05:00", "2026-03-01T01:00:00-05:00"},
			{nil, "2026-03-01T02:00:00-05:00"},
			{"2026-03-08T03:00:00-04:00", "2026-03-01T03:00:00-05:00"},
			{"2026-03-08T04:00:00-04:00", "2026-03-01T04:00:00-05:00"},
		}},
		{"2026-11-01", "2026-11-01T03:00:00-05:00", [][2]any{
			{"2026-11-01T00:00:00-04:00", "2026-10-25T00:00:00-04:00"},
			{"2026-11-01T01:00:00-04:00", "2026-10-25T01:00:00-04:00"},
			{"2026-11-01T01:00:00-05:00", nil},
			{"2026-11-01T02:00:00-05:00", "2026-10-25T02:00:00-04:00"},
		}},
		{"2026-11-08", "2026-11-08T03:00:00-05:00", [][2]any{
			{"2026-11-08T00:00:00-05:00", "2026-11-01T00:00:00-04:00"},
			{"2026-11-08T01:00:00-05:00", "2026-11-01T01:00:00-04:00"},
			{nil, "2026-11-01T01:00:00-05:00"},
			{"2026-11-08T02:00:00-05:00", "2026-11-01T02:00:00-05:00"},
		}},
	} {
		got, err := compared(t, nil, "America/New_York", c.from, c.to, metric.Hour, metric.Comparison{Period: metric.WeekBefore})
		if err != nil {
			t.Fatal(err)
		}
		var rows [][2]any
		for _, row := range got.Rows {
			rows = append(rows, [2]any{row[0], row[2]})
		}
		if diff := cmp.Diff(c.rows, rows); diff != "" {
			t.Errorf("from %s:\n%s", c.from, diff)
		}
	}
}

func TestPeriodsAreFoundByTheCalendar(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		every          metric.Every
		compare        metric.Comparison
		wantFrom, want string
	}{
		{"Asia/Seoul", "2026-11-01", "2026-12-01", "", metric.Comparison{Period: metric.PeriodBefore}, "2026-10-01", "2026-11-01"},
		{"Asia/Seoul", "2026-10-01", "2026-12-01", "", metric.Comparison{Period: metric.PeriodBefore}, "2026-08-01", "2026-10-01"},
		{"Asia/Seoul", "2026-11-03", "2026-11-13", "", metric.Comparison{Period: metric.PeriodBefore}, "2026-10-24", "2026-11-03"},
		{"Asia/Seoul", "2026-11-03", "2026-11-13", metric.Week, metric.Comparison{Period: metric.PeriodBefore}, "2026-10-20", "2026-10-30"},
		{
			"Asia/Seoul", "2026-11-03T09:00:00+09:00", "2026-11-03T12:00:00+09:00", "",
			metric.Comparison{Period: metric.PeriodBefore},
			"2026-11-02T09:00:00+09:00", "2026-11-02T12:00:00+09:00",
		},
		{"America/New_York", "2026-11-02", "2026-11-03", "", metric.Comparison{Period: metric.PeriodBefore}, "2026-11-01", "2026-11-02"},
		{
			"America/New_York", "2026-11-08T02:30:00-05:00", "2026-11-09", "",
			metric.Comparison{Period: metric.WeekBefore},
			"2026-11-01T02:30:00-05:00", "2026-11-02",
		},
		{
			"America/New_York", "2026-03-15T02:30:00-04:00", "2026-03-16", "",
			metric.Comparison{Period: metric.WeekBefore},
			"2026-03-08T03:00:00-04:00", "2026-03-09",
		},
		{"Asia/Seoul", "2026-03-30", "2026-04-01", "", metric.Comparison{Period: metric.YearBefore}, "2025-03-30", "2025-04-01"},
		{"Asia/Seoul", "2028-02-29", "2028-03-02", "", metric.Comparison{Period: metric.YearBefore}, "2027-03-01", "2027-03-02"},
		{"Asia/Seoul", "2026-11-02", "2026-11-30", metric.Week, metric.Comparison{Period: metric.MonthBefore}, "2026-10-05", "2026-11-02"},
		{"Asia/Seoul", "2026-11-02", "2026-11-30", metric.Week, metric.Comparison{Period: metric.YearBefore}, "2025-11-03", "2025-12-01"},
		{"Asia/Seoul", "2026-11-01", "2026-12-01", "", metric.Comparison{
			Period: metric.MonthBefore, Now: time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC),
		}, "2026-10-01", "2026-10-22T15:00:00+09:00"},
		{"Asia/Seoul", "2026-11-01", "2026-11-08", "", metric.Comparison{
			From: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 6, 2, 0, 0, 0, 0, time.UTC),
		}, "2026-06-01T09:00:00+09:00", "2026-06-02T09:00:00+09:00"},
	} {
		got, err := compared(t, nil, c.zone, c.from, c.to, c.every, c.compare)
		if err != nil {
			t.Errorf("%s to %s: %v", c.from, c.to, err)
			continue
		}
		z := zone(t, c.zone)
		want := [2]string{moment(t, c.wantFrom, z).Format(time.RFC3339), moment(t, c.want, z).Format(time.RFC3339)}
		if diff := cmp.Diff(want, [2]string{got.Compare.From, got.Compare.To}); diff != "" {
			t.Errorf("%s to %s, %s every %q: %s", c.from, c.to, c.compare.Period, c.every, diff)
		}
	}
}

func TestComparisonThatMeansNothingSaysWhatToAsk(t *testing.T) {
	for _, c := range []struct {
		from, to string
		every    metric.Every
		compare  metric.Comparison
		want     string
	}{
		{"2026-11-01", "2026-12-01", "", metric.Comparison{Period: "months_before"}, "did you mean month_before?"},
		{"2026-11-01", "2026-12-01", metric.Month, metric.Comparison{Period: metric.WeekBefore}, "ask for month_before or year_before"},
		{"2026-11-01", "2026-12-01", "", metric.Comparison{From: november(9), To: november(9)}, "the other way round"},
		{"2026-11-01", "2026-11-08", metric.Week, metric.Comparison{From: november(3), To: november(9)}, "weeks do not line up"},
		{"2026-03-31", "2026-04-01", "", metric.Comparison{Period: metric.MonthBefore}, "the other period has no such days"},
	} {
		_, err := compared(t, nil, "Asia/Seoul", c.from, c.to, c.every, c.compare)
		if !errors.Is(err, metric.ErrRange) || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s every %q: error %v, want %q", c.compare.Period, c.every, err, c.want)
		}
	}
}

// calendar is how the recount below knows buckets: by the day of the month, the hour by the clock, and whether it is the
// second time that the clock shows it.
type calendar struct {
	zone  *time.Location
	every metric.Every
}

func (c calendar) bucket(at time.Time) (date time.Time, clock string) {
	local := at.In(c.zone)
	date = time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
	if c.every == metric.Day {
		return date, ""
	}
	clock = local.Format("15")
	for _, earlier := range []time.Duration{30 * time.Minute, time.Hour} {
		if before := local.Add(-earlier); before.Format("02 15:04") == local.Format("02 15:04") {
			clock += " again"
		}
	}
	return date, clock
}

// side is a range with its contacts by bucket and channel.
type side struct {
	buckets  map[string]bool // that it has
	contacts map[string]map[string][]connect.Contact
}

func (c calendar) side(contacts []connect.Contact, from, to time.Time, name func(date time.Time) string) side {
	s := side{buckets: map[string]bool{}, contacts: map[string]map[string][]connect.Contact{}}
	bucket := func(at time.Time) string {
		date, clock := c.bucket(at)
		return name(date) + " " + clock
	}
	for at := from; at.Before(to); at = at.Add(15 * time.Minute) {
		s.buckets[bucket(at)] = true
	}
	for _, contact := range contacts {
		at := contact.Initiation.Time()
		if at.Before(from) || !at.Before(to) {
			continue
		}
		key := bucket(at)
		if s.contacts[key] == nil {
			s.contacts[key] = map[string][]connect.Contact{}
		}
		s.contacts[key][contact.Channel] = append(s.contacts[key][contact.Channel], contact)
	}
	return s
}

// cells are the figures of a bucket and channel, nil where there is no such bucket.
func (s side) cells(bucket, channel string) []any {
	if !s.buckets[bucket] {
		return make([]any, len(recountedMetrics))
	}
	found := count(s.contacts[bucket][channel], func(*connect.Contact) bool { return true })
	return found.cells()
}

func TestComparisonEqualsAPlainRecount(t *testing.T) {
	zones := []string{"Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Europe/London"}
	for seed := range uint64(30) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 21))
			c := calendar{zone(t, zones[random.IntN(len(zones))]), []metric.Every{metric.Day, metric.Hour}[random.IntN(2)]}
			day := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 0, 0, 0, 0, c.zone) }
			from, to := day(10, 20+random.IntN(10)), day(11, 1+random.IntN(12))
			if random.IntN(2) == 0 {
				from, to = day(3, 1), day(4, 1)
			}
			period, months, back := metric.WeekBefore, 0, 7
			if random.IntN(2) == 0 {
				period, months, back = metric.MonthBefore, 1, 0
			}
			otherFrom, otherTo := from.AddDate(0, -months, -back), to.AddDate(0, -months, -back)
			contacts := randomContacts(random, 400, from)
			for i := range contacts { // over both ranges
				contacts[i].Initiation = connect.MillisOf(otherFrom.Add(time.Duration(random.Int64N(int64(to.Sub(otherFrom))))))
			}
			got, err := metric.Run(t.Context(), asker(contacts), metric.Query{
				Metrics: recountedMetrics, From: from, To: to, Zone: c.zone, Every: c.every, TimeField: metric.ByInitiation,
				By: []metric.Dimension{metric.Channel}, Scope: metric.Everything(), Compare: &metric.Comparison{Period: period},
			})
			if err != nil {
				t.Fatal(err)
			}
			now := c.side(contacts, from, to, func(date time.Time) string { return date.Format(time.DateOnly) })
			other := c.side(contacts, otherFrom, otherTo, func(date time.Time) string {
				shown := date.AddDate(0, months, back)
				if back == 0 && shown.Day() != date.Day() {
					return "only " + date.Format(time.DateOnly)
				}
				return shown.Format(time.DateOnly)
			})
			if diff := cmp.Diff(c.rows(now, other), c.found(t, got, months, back)); diff != "" {
				t.Errorf("%s every %s in %s from %s (- recount, + metric):\n%.3000s", period, c.every, c.zone, from, diff)
			}
		})
	}
}

// rows are what a table should have, by bucket and channel.
func (c calendar) rows(now, other side) map[string][]any {
	rows := map[string][]any{}
	for _, s := range []side{now, other} {
		for bucket, channels := range s.contacts {
			for channel := range channels {
				figures, compared := now.cells(bucket, channel), other.cells(bucket, channel)
				row := figures
				for i := range figures {
					row = append(row, compared[i], minus(figures[i], compared[i]))
				}
				rows[bucket+" "+channel] = row
			}
		}
	}
	return rows
}

// found are the rows of a table, by bucket and channel.
func (c calendar) found(t *testing.T, table metric.Table, months, back int) map[string][]any {
	t.Helper()
	rows := map[string][]any{}
	for _, row := range table.Rows {
		n := len(recountedMetrics)
		label, which := row[0], "%s %s"
		if label == nil {
			label = row[2+n]
		}
		at := moment(t, label.(string), c.zone)
		date, clock := c.bucket(at)
		if row[0] == nil {
			shown := date.AddDate(0, months, back)
			if back == 0 && shown.Day() != date.Day() {
				shown, which = date, "only %s %s"
			}
			date = shown
		}
		channel, _ := row[1].(string)
		key := fmt.Sprintf(which, date.Format(time.DateOnly), clock) + " " + channel
		if rows[key] != nil {
			t.Errorf("%s is there twice", key)
		}
		rows[key] = append(append([]any{}, row[2:2+n]...), row[3+n:]...)
	}
	return rows
}

func minus(a, b any) any {
	switch x := a.(type) {
	case int64:
		if y, ok := b.(int64); ok {
			return x - y
		}
	case float64:
		if y, ok := b.(float64); ok {
			return x - y
		}
	}
	return nil
}
