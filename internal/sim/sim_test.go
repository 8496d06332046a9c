package sim_test

import (
	"crypto/sha256"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world founds a company whose options must be right.
func world(t testing.TB, o sim.Options) *sim.World {
	t.Helper()
	w, err := sim.NewWorld(o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// date is local noon, so that a slip by some hours cannot change the date.
func date(w *sim.World, day string) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, day, w.Zone)
	if err != nil {
		panic(err)
	}
	return at.Add(12 * time.Hour)
}

// object is a decoded JSON object; get walks into it and returns nil where there is nothing.
type object map[string]any

func (o object) get(path string) any {
	var v any = map[string]any(o)
	for key := range strings.SplitSeq(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[key]
	}
	return v
}

func (o object) text(path string) string {
	s, _ := o.get(path).(string)
	return s
}

// number is -1 where there is none.
func (o object) number(path string) int64 {
	f, ok := o.get(path).(float64)
	if !ok {
		return -1
	}
	return int64(f)
}

// at is the moment, zero where there is none.
func (o object) at(t testing.TB, path string) time.Time {
	t.Helper()
	s := o.text(path)
	if s == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return at
}

// decode reads the deliveries of one door as plain maps.
func decode(t testing.TB, day sim.Day, door sim.Door) []object {
	t.Helper()
	var all []object
	for _, d := range day.Deliveries {
		if d.Door != door {
			continue
		}
		var o object
		if err := json.Unmarshal(d.Bytes(), &o); err != nil {
			t.Fatalf("%s: %v\n%s", door, err, d.Bytes())
		}
		all = append(all, o)
	}
	return all
}

func fingerprint(day sim.Day) [32]byte {
	h := sha256.New()
	for _, d := range day.Deliveries {
		stamp, _ := d.At.MarshalBinary()
		h.Write(append(stamp, byte(d.Door)))
		h.Write(d.Bytes())
	}
	return [32]byte(h.Sum(nil))
}

func TestSameSeedGivesTheSameBytes(t *testing.T) {
	w, twin, other := world(t, sim.Options{Seed: 4, Agents: 12}), world(t, sim.Options{Seed: 4, Agents: 12}), world(t, sim.Options{Seed: 5, Agents: 12})
	on := date(w, "2026-11-17")
	first := fingerprint(w.Day(on))
	if again := fingerprint(w.Day(on)); again != first {
		t.Error("one world plays a date in two ways")
	}
	if twin.Day(on.Add(-24*time.Hour)).Deliveries == nil || fingerprint(twin.Day(on)) != first {
		t.Error("two worlds of one seed differ, or a date depends on what was played before")
	}
	if fingerprint(other.Day(on)) == first {
		t.Error("two seeds give the same date")
	}
}

func TestDeliveriesAreInOrderAndOfTheirDate(t *testing.T) {
	w := world(t, sim.Options{Seed: 1})
	day := w.Day(date(w, "2026-03-03"))
	previous := day.Deliveries[0].At
	if previous.Before(day.Date.Add(-30 * time.Minute)) {
		t.Errorf("first delivery at %s, long before the date", previous)
	}
	for _, d := range day.Deliveries {
		if d.At.Before(previous) {
			t.Fatalf("delivery at %s after one at %s", d.At, previous)
		}
		previous = d.At
	}
}

func TestNewWorldRefusesWhatItCannotPlay(t *testing.T) {
	for name, o := range map[string]sim.Options{
		"too few agents":  {Agents: 3},
		"too many agents": {Agents: 2001},
		"no such queue":   {Incidents: []sim.Incident{{Queue: "없는 큐"}}},
		"not a voice one": {Incidents: []sim.Incident{{Queue: "채팅 상담"}}},
	} {
		if _, err := sim.NewWorld(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// recordView is as much of a contact record as the tests of shape need.
type recordView struct {
	ContactID           string `json:"ContactId"`
	InitiationTimestamp time.Time
	Queue               struct {
		Name                               string
		EnqueueTimestamp, DequeueTimestamp time.Time
	}
}

// recordViews reads the first delivery of each contact of a date.
func recordViews(t *testing.T, day sim.Day) []recordView {
	t.Helper()
	ids := map[string]bool{}
	var all []recordView
	for _, d := range day.Deliveries {
		if d.Door != sim.ContactRecords {
			continue
		}
		var v recordView
		if err := json.Unmarshal(d.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if !ids[v.ContactID] {
			ids[v.ContactID] = true
			all = append(all, v)
		}
	}
	return all
}

// calls counts the contacts that a date brings about.
func calls(t *testing.T, w *sim.World, day string) int {
	t.Helper()
	return len(recordViews(t, w.Day(date(w, day))))
}

func TestWeekLooksLikeAWeek(t *testing.T) {
	w := world(t, sim.Options{Seed: 2, Broken: -1})
	monday, tuesday := calls(t, w, "2026-10-19"), calls(t, w, "2026-10-20")
	sunday, holiday := calls(t, w, "2026-10-18"), calls(t, w, "2026-10-09")
	if tuesday < 2000 || tuesday > 2800 {
		t.Errorf("Tuesday has %d contacts, want 2,000 to 2,800", tuesday)
	}
	if monday <= tuesday {
		t.Errorf("Monday has %d contacts, Tuesday %d: want the peak on Monday", monday, tuesday)
	}
	for name, n := range map[string]int{"Sunday": sunday, "holiday": holiday} {
		if share := float64(n) / float64(tuesday); share < .4 || share > .6 {
			t.Errorf("%s has %.0f %% of a Tuesday, want about 45 %%", name, 100*share)
		}
	}
}

func TestDayLooksLikeADay(t *testing.T) {
	w := world(t, sim.Options{Seed: 2, Broken: -1})
	var hours [24]int
	for _, day := range []string{"2026-10-20", "2026-10-21"} {
		for _, r := range recordViews(t, w.Day(date(w, day))) {
			hours[r.InitiationTimestamp.In(w.Zone).Hour()]++
		}
	}
	if hours[12]*10 > hours[10]*8 || hours[12]*10 > hours[14]*9 {
		t.Errorf("no dip at lunch: %d at 10, %d at 12, %d at 14 o'clock", hours[10], hours[12], hours[14])
	}
	for h, n := range hours {
		if n < 2*34 {
			t.Errorf("%d contacts in two days between %d and %d o'clock: the night desk sleeps", n, h, h+1)
		}
	}
}

func TestLargeCentreStaysACentre(t *testing.T) {
	w := world(t, sim.Options{Seed: 3, Agents: 120, Broken: -1})
	if n := calls(t, w, "2026-10-20"); n < 4000 || n > 6500 {
		t.Errorf("120 agents have %d contacts on a Tuesday, want about 5,000", n)
	}
}

func decodeInto(t testing.TB, d sim.Delivery, o *object) {
	t.Helper()
	if err := json.Unmarshal(d.Bytes(), o); err != nil {
		t.Fatalf("%s: %v", d.Door, err)
	}
}
