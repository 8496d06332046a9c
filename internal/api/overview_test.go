package api

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
	"github.com/ringside/ringside/internal/store"
)

// TestFiguresOfOneScreenAddUp asks for the Overview over ranges, zones and filters and adds its parts up.
func TestFiguresOfOneScreenAddUp(t *testing.T) {
	s := madeUpStore()
	h := site(t, s)
	for _, query := range []string{
		"from=2026-11-22&to=2026-11-23",
		"from=2026-11-16&to=2026-11-23&zone=UTC",
		"from=2026-11-01&to=2026-11-23&zone=America/New_York",
		"from=2026-10-20&to=2026-11-20&zone=Asia/Kathmandu&time_field=disconnect",
		"from=2026-11-16&to=2026-11-23&queue=Sales",
		"from=2026-11-16&to=2026-11-23&queue=Sales&queue=1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f&channel=CHAT",
		"from=2026-11-16&to=2026-11-23&queue=nowhere",
		"from=2026-11-20T10:00:00%2B09:00&to=2026-11-21T11:30:00%2B09:00&instance=5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b",
	} {
		t.Run(query, func(t *testing.T) {
			before := s.queries
			o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?"+query, ""))
			if asked := s.queries - before; asked != 1 {
				t.Errorf("the store was asked %d times: figures of one screen must be of one state", asked)
			}
			addUp(t, o)
			panels := decode[Panels](t, ask(h, "GET", Prefix+"/panels?"+query, ""))
			panels.Notes = nil // the Overview has its own
			if diff := cmp.Diff(panels, o.Panels, cmp.AllowUnexported(nullable[CallsInQueue]{})); diff != "" {
				t.Errorf("panels alone differ from those of the overview (-alone +overview):\n%s", diff)
			}
		})
	}
}

// addUp compares each figure with the sum of its parts, as a reader of the screen would.
func addUp(t *testing.T, o Overview) {
	t.Helper()
	same := func(what string, parts, whole int64) {
		t.Helper()
		if parts != whole {
			t.Errorf("%s: parts are %d, the whole is %d", what, parts, whole)
		}
	}
	total := o.Panels.NumberOfCalls
	var days, points, queues, queued, within, abandoned, talked int64
	for _, day := range o.Panels.CallsPerDay {
		days += day.Calls
	}
	for _, point := range o.Series.Points {
		points += point.Calls
	}
	for _, queue := range o.Queues {
		queues += queue.Contacts
		queued += queue.Queued
		within += queue.ServiceLevel.Within
		abandoned += queue.Abandoned
		talked += queue.AverageCallDuration.Contacts
		same("queued of "+queue.QueueName, queue.ServiceLevel.Queued, queue.Queued)
		same("abandoned of "+queue.QueueName, queue.AbandonmentRate.Abandoned, queue.Abandoned)
	}
	same("days", days, total)
	same("series", points, total) // nothing lies after now
	same("queues", queues, total)
	same("queued", queued, o.ServiceLevel.Queued)
	same("queued of both rates", o.AbandonmentRate.Queued, o.ServiceLevel.Queued)
	same("within", within, o.ServiceLevel.Within)
	same("abandoned", abandoned, o.AbandonmentRate.Abandoned)
	same("calls in the mean", talked, o.Panels.AverageCallDuration.Contacts)

	year := map[string]int64{}
	for _, day := range o.Days {
		year[day.Day] = day.Contacts
	}
	for i, day := range o.Panels.CallsPerDay {
		if whole := i > 0 && i < len(o.Panels.CallsPerDay)-1; whole {
			same("year and range on "+day.Day, year[day.Day], day.Calls)
		}
	}
	var today int64
	for _, quarter := range o.Today.Points {
		today += quarter.Contacts
	}
	same("today's quarters", today, year[o.Today.Day])
	var compared int64
	for _, quarter := range o.Today.Compare {
		compared += quarter.Contacts
	}
	same("quarters a week before", compared, year[o.Today.CompareDay])
}

func TestDaysAreAYearWithSevenDayAverage(t *testing.T) {
	s := madeUpStore()
	o := decode[Overview](t, ask(site(t, s), "GET", Prefix+"/overview?from=2026-11-22&to=2026-11-23", ""))
	if len(o.Days) != daysShown || o.Days[daysShown-1].Day != "2026-11-22" || o.Days[0].Day != "2025-11-23" {
		t.Fatalf("%d days from %s to %s", len(o.Days), o.Days[0].Day, o.Days[len(o.Days)-1].Day)
	}
	first := s.status.OldestInitiation.In(seoul).Format(time.DateOnly)
	for i, day := range o.Days {
		if i < 6 {
			continue
		}
		var sum int64
		for _, d := range o.Days[i-6 : i+1] {
			sum += d.Contacts
		}
		switch known := o.Days[i-6].Day >= first; {
		case known != (day.Average7d != nil):
			t.Errorf("%s: average is %v although records begin on %s", day.Day, day.Average7d, first)
		case known && *day.Average7d != float64(sum)/7:
			t.Errorf("%s: average is %v, want %v", day.Day, *day.Average7d, float64(sum)/7)
		}
	}
}

// TestTodayFollowsTheClocksOfTheZone counts quarters on the days on which clocks change.
func TestTodayFollowsTheClocksOfTheZone(t *testing.T) {
	for _, tt := range []struct {
		zone     string
		now      time.Time
		points   int // until now
		quarters int // of the day a week before
	}{
		{"Asia/Seoul", now, 15*4 + 2, 96},
		{"Europe/Berlin", time.Date(2026, 3, 29, 21, 59, 0, 0, time.UTC), 92, 96}, // 23:59 on the day of 23 hours
		{"Europe/Berlin", time.Date(2026, 10, 25, 22, 59, 0, 0, time.UTC), 100, 96},
		{"Europe/Berlin", time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), 13*4 + 1, 100},
		{"Australia/Lord_Howe", time.Date(2026, 10, 11, 1, 0, 0, 0, time.UTC), 12*4 + 1, 94}, // a week before 30 minutes were left out
	} {
		calendar, err := settings.Default("").Calendar()
		if err != nil {
			t.Fatal(err)
		}
		chosen := selection{
			from: tt.now.Add(-time.Hour), to: tt.now, zone: mustZone(tt.zone), calendar: calendar,
			timeField: metric.ByInitiation, scope: metric.Everything(),
		}
		plan, err := planOverview(chosen, tt.now.In(chosen.zone))
		if err != nil {
			t.Fatal(err)
		}
		var o Overview
		if err := plan.addToday(&o, make([][]metric.Slice, len(plan.questions))); err != nil {
			t.Fatal(err)
		}
		if len(o.Today.Points) != tt.points || len(o.Today.Compare) != tt.quarters {
			t.Errorf("%s %s: %d points and %d to compare, want %d and %d", tt.zone, tt.now, len(o.Today.Points), len(o.Today.Compare), tt.points, tt.quarters)
		}
	}
}

// TestRangeIsComparedWithItsLike has ranges as a person would choose them on 2026-11-22 at 15:20 in Seoul.
func TestRangeIsComparedWithItsLike(t *testing.T) {
	tests := []struct{ name, from, to, wantFrom, wantTo, kind string }{
		{"today, as far as it has run", "2026-11-22", "2026-11-23", "2026-11-15T00:00", "2026-11-15T15:20", "week_before"},
		{"yesterday", "2026-11-21", "2026-11-22", "2026-11-14T00:00", "2026-11-15T00:00", "week_before"},
		{"last 7 days", "2026-11-16", "2026-11-23", "2026-11-09T00:00", "2026-11-15T15:20", "week_before"},
		{"this month so far", "2026-11-01", "2026-11-23", "2026-10-01T00:00", "2026-10-22T15:20", "month_before"},
		{"last month", "2026-10-01", "2026-11-01", "2026-09-01T00:00", "2026-10-01T00:00", "month_before"},
		{"a long month against a short one", "2026-03-01", "2026-04-01", "2026-02-01T00:00", "2026-03-01T00:00", "month_before"},
		{"a quarter", "2026-07-01", "2026-10-01", "2026-04-01T00:00", "2026-07-01T00:00", "period_before"},
		{"the first week of a month", "2026-11-01", "2026-11-08", "2026-10-25T00:00", "2026-11-01T00:00", "week_before"},
		{"thirty days", "2026-10-10", "2026-11-09", "2026-09-10T00:00", "2026-10-10T00:00", "period_before"},
		{"still to come", "2026-12-05", "2026-12-06", "2026-11-28T00:00", "2026-11-29T00:00", "week_before"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from, to, err := parseRange(tt.from, tt.to, metric.Days{Zone: seoul})
			if err != nil {
				t.Fatal(err)
			}
			got, err := previous(from, to, now, metric.Days{Zone: seoul}, &settings.Calendar{})
			if err != nil {
				t.Fatal(err)
			}
			const minutes = "2006-01-02T15:04"
			if diff := cmp.Diff([]string{tt.wantFrom, tt.wantTo, tt.kind}, []string{got.from.Format(minutes), got.to.Format(minutes), got.kind}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEndOfALongMonthIsComparedWithAllOfAShortOne(t *testing.T) {
	at := time.Date(2026, 3, 31, 15, 0, 0, 0, seoul)
	from, to := time.Date(2026, 3, 1, 0, 0, 0, 0, seoul), time.Date(2026, 4, 1, 0, 0, 0, 0, seoul)
	if got, err := previous(from, to, at, metric.Days{Zone: seoul}, &settings.Calendar{}); err != nil || !got.to.Equal(from) {
		t.Errorf("compared up to %v, want all of February; %v", got.to, err)
	}
}

func TestFinalUntilIsTheSlowestStream(t *testing.T) {
	row := func(source string, kind connect.Kind, ago time.Duration) store.SourceStatus {
		return store.SourceStatus{Source: source, Kind: kind, LastEvent: connect.MillisOf(now.Add(-ago))}
	}
	contact := connect.KindContact
	tests := []struct {
		name    string
		sources []store.SourceStatus
		want    time.Time
	}{
		{"nothing delivered", nil, time.Time{}},
		{"two streams", []store.SourceStatus{row("firehose", contact, time.Minute), row("kinesis", contact, time.Hour)}, now.Add(-time.Hour)},
		{"an import holds back nobody", []store.SourceStatus{row("firehose", contact, time.Minute), row("import", contact, 48*time.Hour)}, now.Add(-time.Minute)},
		{"a replay holds back nobody", []store.SourceStatus{row("firehose", contact, time.Minute), row("replay", contact, 48*time.Hour)}, now.Add(-time.Minute)},
		{"only an import", []store.SourceStatus{row("import", contact, 48*time.Hour)}, now.Add(-48 * time.Hour)},
		{"events say nothing of records", []store.SourceStatus{row("eventbridge", connect.KindContactEvent, time.Second)}, time.Time{}},
	}
	for _, tt := range tests {
		if got := arrived(tt.sources, contact); !got.Equal(tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestFiguresOfALaggingProjectionAreOlder(t *testing.T) {
	s := madeUpStore()
	s.status.Appended, s.status.ProjectedAt = s.status.Projected+5, now.Add(-3*time.Second)
	p := decode[Panels](t, ask(site(t, s), "GET", Prefix+"/panels?from=2026-11-22&to=2026-11-23", ""))
	if !p.AsOf.Equal(now.Add(-3 * time.Second)) {
		t.Errorf("as of %v", p.AsOf)
	}
	status := decode[IngestStatus](t, ask(site(t, s), "GET", Prefix+"/ingest/status", ""))
	if status.ProjectionLagSeconds != 3 {
		t.Errorf("lag %v s, want 3", status.ProjectionLagSeconds)
	}
}

func TestIntervalsKeepSmallLinesSmall(t *testing.T) {
	for _, tt := range []struct {
		days int
		want metric.Every
	}{{1, metric.Quarter}, {2, metric.Quarter}, {3, metric.Hour}, {14, metric.Hour}, {16, metric.Day}, {400, metric.Day}} {
		c := selection{from: now, to: now.AddDate(0, 0, tt.days)}
		if got := interval(c); got != tt.want {
			t.Error(fmt.Sprint(tt.days), "days:", got, "want", tt.want)
		}
	}
}

func TestImportThatIsOverIsNotSilent(t *testing.T) {
	s := madeUpStore()
	s.status.Sources = append(s.status.Sources,
		store.SourceStatus{Source: store.ImportSource, LastReceived: now.Add(-time.Hour)},
		store.SourceStatus{Source: store.ReplaySource, LastReceived: now.Add(-time.Hour)})
	pulse, err := Pulse(s)(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(pulse.Received) == 0 {
		t.Error("no stream is listened for")
	}
	for _, source := range []string{store.ImportSource, store.ReplaySource} {
		if _, expected := pulse.Received[source]; expected {
			t.Errorf("%s is expected to go on", source)
		}
	}
}

func TestOverviewTellsVoiceAndChatOfEachQueueApart(t *testing.T) {
	s := &memoryStore{}
	for i, channel := range []string{"VOICE", "CHAT", "EMAIL", "EMAIL", "TASK"} {
		s.contacts = append(s.contacts, connect.Contact{
			InstanceARN: instance, ContactID: connect.ContactID(fmt.Sprintf("c0a1b2c3-0000-4000-8000-%012d", i)), Channel: channel,
			InitiationMethod: "INBOUND", Initiation: connect.MillisOf(now.Add(-time.Hour)),
			Queue: connect.ContactQueue{ARN: salesARN, Name: "Sales"},
		})
	}
	o := decode[Overview](t, ask(site(t, s), "GET", Prefix+"/overview?from=2026-11-22&to=2026-11-23", ""))
	if len(o.Queues) != 1 {
		t.Fatalf("%d rows for one queue of four channels", len(o.Queues))
	}
	if q := o.Queues[0]; q.Contacts != 5 || q.VoiceOrChat != 2 {
		t.Errorf("%d contacts, %d of them voice or chat; want 5 and 2", q.Contacts, q.VoiceOrChat)
	}
}
