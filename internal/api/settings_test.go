package api

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// memoryKeeper keeps settings for a test.
type memoryKeeper struct {
	mu    sync.Mutex
	saved []settings.Saved
}

func (k *memoryKeeper) Settings(context.Context) ([]settings.Saved, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.saved), nil
}

func (k *memoryKeeper) SaveSettings(_ context.Context, instance string, version int64, document []byte) (settings.Saved, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	newest := int64(0)
	for _, one := range k.saved {
		if one.Instance == instance {
			newest = one.Version
		}
	}
	if newest != version {
		return settings.Saved{}, settings.ErrChanged
	}
	one := settings.Saved{Instance: instance, Version: version + 1, SavedAt: now, Document: document}
	k.saved = append(slices.DeleteFunc(k.saved, func(s settings.Saved) bool { return s.Instance == instance }), one)
	return one, nil
}

func (k *memoryKeeper) DeleteSettings(_ context.Context, instance string, version int64) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	before := len(k.saved)
	k.saved = slices.DeleteFunc(k.saved, func(s settings.Saved) bool { return s.Instance == instance && s.Version == version })
	if len(k.saved) == before {
		return settings.ErrChanged
	}
	return nil
}

// agreed is a site whose centre has changed the default settings so.
func agreed(t *testing.T, s *memoryStore, change func(*settings.Settings)) http.Handler {
	t.Helper()
	return site(t, s, func(o *Options) { o.Settings = keeping(t, "", change) })
}

func keeping(t *testing.T, instance string, change func(*settings.Settings)) *memoryKeeper {
	t.Helper()
	wanted := settings.Default("Asia/Seoul")
	change(&wanted)
	document, err := json.Marshal(wanted)
	if err != nil {
		t.Fatal(err)
	}
	return &memoryKeeper{saved: []settings.Saved{{Instance: instance, Version: 1, SavedAt: now, Document: document}}}
}

func put(t *testing.T, h http.Handler, change SettingsChange) (status int, body string) {
	t.Helper()
	text, err := json.Marshal(change)
	if err != nil {
		t.Fatal(err)
	}
	w := ask(h, "PUT", Prefix+"/settings", string(text))
	return w.Code, w.Body.String()
}

func TestSettingsAreSavedOnceByThoseWhoReadThem(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Settings = &memoryKeeper{} })
	read := decode[SettingsAnswer](t, ask(h, "GET", Prefix+"/settings", ""))
	if diff := cmp.Diff(settings.Default("Asia/Seoul"), read.Settings); diff != "" || read.Version != 0 || read.SavedAt != nil {
		t.Fatalf("at first version %d of %v (-want +got):\n%s", read.Version, read.SavedAt, diff)
	}
	change := SettingsChange{Version: read.Version, Settings: read.Settings}
	change.Settings.BusinessDayStart = "04:00"
	change.Settings.WorkingHours = []settings.WorkingHours{}
	change.Settings.Holidays.Added = []settings.OwnDay{{Day: "2026-12-24", Name: "창립기념일"}}
	change.Settings.Holidays.Removed = []string{"2026-12-25"}
	if status, body := put(t, h, change); status != http.StatusOK {
		t.Fatalf("status %d: %s", status, body)
	}
	after := decode[SettingsAnswer](t, ask(h, "GET", Prefix+"/settings", ""))
	if diff := cmp.Diff(change.Settings, after.Settings); diff != "" || after.Version != 1 {
		t.Errorf("then version %d (-want +got):\n%s", after.Version, diff)
	}
	holidays := map[string]Holiday{}
	for _, one := range after.Holidays {
		holidays[one.Day] = one
	}
	if own := holidays["2026-12-24"]; !own.Own || own.Name.KO != "창립기념일" {
		t.Errorf("the day that was added is %+v", own)
	}
	if gone, still := holidays["2026-12-25"]; still {
		t.Errorf("the day that was removed is %+v", gone)
	}
	if status, body := put(t, h, change); status != http.StatusConflict || !strings.Contains(body, "Somebody else") {
		t.Errorf("an editor of the version before gets %d: %s", status, body)
	}
}

func TestEveryFaultOfSettingsIsToldWithItsPlace(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Settings = &memoryKeeper{} })
	change := SettingsChange{Settings: settings.Default("Asia/Seoul")}
	change.Settings.BusinessDayStart = "4 o'clock"
	change.Settings.WorkingHours[2].Close = "25:00"
	change.Settings.ServiceLevel.Target = 0
	change.Settings.Queues = []settings.QueuePromise{{QueueARN: "Sales", ServiceLevel: settings.Promise{Seconds: -1, Target: 80, Compare: "lt", Of: "removed", Abandons: "in"}}}
	status, body := put(t, h, change)
	var problem struct {
		Errors []struct{ Location, Message string }
	}
	if err := json.Unmarshal([]byte(body), &problem); err != nil || status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d, %v: %s", status, err, body)
	}
	var places []string
	for _, one := range problem.Errors {
		places = append(places, one.Location)
	}
	want := []string{
		"body.settings.business_day_start", "body.settings.working_hours[2].close", "body.settings.service_level.target",
		"body.settings.queues[0].queue_arn", "body.settings.queues[0].service_level.seconds",
	}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Errorf("places (-want +got):\n%s\n%s", diff, body)
	}
}

func TestAnInstanceHasItsOwnSettingsOrTheCommonOnes(t *testing.T) {
	s := madeUpStore()
	h := site(t, s, func(o *Options) {
		o.Settings = keeping(t, instance, func(s *settings.Settings) { s.BusinessDayStart = "05:00" })
	})
	for target, want := range map[string]string{
		"/settings": "00:00", "/settings?instance=" + instance: "05:00", "/settings?instance=5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b": "05:00",
	} {
		if got := decode[SettingsAnswer](t, ask(h, "GET", Prefix+target, "")); got.Settings.BusinessDayStart != want {
			t.Errorf("%s: the day starts at %s, want %s", target, got.Settings.BusinessDayStart, want)
		}
	}
	for target, want := range map[string]string{"": "00:00", "&instance=" + instance: "05:00"} {
		if got := decode[Panels](t, ask(h, "GET", Prefix+"/panels?from=2026-11-20&to=2026-11-21"+target, "")); got.DayStart != want {
			t.Errorf("panels%s: days start at %s, want %s", target, got.DayStart, want)
		}
	}
	if w := ask(h, "GET", Prefix+"/settings?instance=elsewhere", ""); w.Code != http.StatusNotFound {
		t.Errorf("an unknown instance gets %d: %s", w.Code, w.Body)
	}
}

func TestAnInstanceGoesBackToTheCommonSettings(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) {
		o.Settings = keeping(t, instance, func(s *settings.Settings) { s.BusinessDayStart = "05:00" })
	})
	for target, want := range map[string]int{
		"?version=1": http.StatusUnprocessableEntity, "?instance=&version=1": http.StatusUnprocessableEntity,
		"?instance=elsewhere&version=1":         http.StatusNotFound,
		"?version=2&instance=" + instance:       http.StatusConflict,
		"?version=one&instance=" + instance:     http.StatusUnprocessableEntity,
		"?instance=" + instance:                 http.StatusUnprocessableEntity,
		"?version=0&instance=" + instance + "/": http.StatusNotFound,
	} {
		if w := ask(h, "DELETE", Prefix+"/settings"+target, ""); w.Code != want {
			t.Errorf("%s: status %d, want %d: %s", target, w.Code, want, w.Body)
		}
	}
	own := decode[SettingsAnswer](t, ask(h, "GET", Prefix+"/settings?instance="+instance, ""))
	if own.Version != 1 || own.Settings.BusinessDayStart != "05:00" {
		t.Fatalf("before: version %d, days start at %s", own.Version, own.Settings.BusinessDayStart)
	}
	w := ask(h, "DELETE", Prefix+"/settings?version=1&instance="+instance, "")
	left := decode[SettingsAnswer](t, w)
	if left.Instance != instance || left.Version != 0 || left.SavedAt != nil || left.Settings.BusinessDayStart != "00:00" {
		t.Errorf("after: %s", w.Body)
	}
	if got := decode[Panels](t, ask(h, "GET", Prefix+"/panels?from=2026-11-20&to=2026-11-21&instance="+instance, "")); got.DayStart != "00:00" {
		t.Errorf("its days start at %s then", got.DayStart)
	}
	if w := ask(h, "DELETE", Prefix+"/settings?version=1&instance="+instance, ""); w.Code != http.StatusNotFound {
		t.Errorf("a second time: status %d: %s", w.Code, w.Body)
	}
}

// TestDaysOfAllAnswersBeginWithTheBusinessDay recounts by hand what begins between four o'clock and four o'clock.
func TestDaysOfAllAnswersBeginWithTheBusinessDay(t *testing.T) {
	s := madeUpStore()
	h := agreed(t, s, func(s *settings.Settings) { s.BusinessDayStart = "04:00" })
	want := map[string]int64{}
	for _, c := range s.contacts {
		want[c.Initiation.Time().In(seoul).Add(-4*time.Hour).Format(time.DateOnly)]++
	}
	panels := decode[Panels](t, ask(h, "GET", Prefix+"/panels?from=2026-11-01&to=2026-11-23", ""))
	if len(panels.CallsPerDay) != 22 || panels.From.Hour() != 4 || panels.DayStart != "04:00" {
		t.Fatalf("%d days from %s, starting at %s", len(panels.CallsPerDay), panels.From, panels.DayStart)
	}
	for _, day := range panels.CallsPerDay {
		if day.Calls != want[day.Day] {
			t.Errorf("panels: %s has %d calls, want %d", day.Day, day.Calls, want[day.Day])
		}
	}
	o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-22&to=2026-11-23", ""))
	addUp(t, o)
	for _, day := range o.Days {
		if day.Contacts != want[day.Day] {
			t.Errorf("overview: %s has %d contacts, want %d", day.Day, day.Contacts, want[day.Day])
		}
	}
	if first := o.Today.Points[0].Start; first.Hour() != 4 || o.Today.Day != "2026-11-22" || o.DayStart != "04:00" {
		t.Errorf("today, %s, begins at %s", o.Today.Day, first)
	}
	table := decode[QueryResult](t, ask(h, "POST", Prefix+"/query",
		`{"metrics":["number_of_calls"],"from":"2026-11-01","to":"2026-11-23","every":"1d","time_field":"initiation"}`))
	for _, row := range table.Rows {
		if row[1] != float64(want[row[0].(string)]) {
			t.Errorf("query: %v, want %d", row, want[row[0].(string)])
		}
	}
}

// Before the business day begins it is still yesterday.
func TestTheSmallHoursBelongToTheDayBefore(t *testing.T) {
	night := time.Date(2026, 11, 23, 2, 0, 0, 0, seoul)
	calendar, err := settings.Settings{BusinessDayStart: "04:00"}.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	chosen := selection{
		from: night.Add(-time.Hour), to: night, zone: seoul, calendar: calendar, timeField: metric.ByInitiation, scope: metric.Everything(),
	}
	plan, err := planOverview(chosen, night)
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 11, 22, 4, 0, 0, 0, seoul); !plan.today.Equal(want) {
		t.Errorf("today begins at %s, want %s", plan.today, want)
	}
}
