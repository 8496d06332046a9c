package selfcheck

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/store"
)

func TestFiguresOfADayOfWhichEverythingCameAreEqual(t *testing.T) {
	c := newCentre(t, 1)
	c.take(c.delivered())
	r := c.checked()
	if len(r.Differences) > 0 || r.Problem != "" || r.Figures != r.Equal || r.Figures < 500 || r.Untold > 0 {
		t.Errorf("%+v", r)
	}
	if want := int64(len(c.comparable())); r.Contacts != want || r.Outside == 0 {
		t.Errorf("%d contacts compared, want %d; %d outside", r.Contacts, want, r.Outside)
	}
}

// TestCheckNamesExactlyWhatWasRemovedAndRestoresIt plays floors of which some records never came, some came twice, some came
// while the check ran, and the order was turned around.
func TestCheckNamesExactlyWhatWasRemovedAndRestoresIt(t *testing.T) {
	for seed := range uint64(3) {
		c := newCentre(t, 100+seed)
		lose, delay := sim.LoseShare(.01+.02*float64(seed)), func(id string) bool { return strings.HasPrefix(id, "a") }
		var prompt, late []line
		for _, l := range c.delivered() {
			switch {
			case l.id != "" && lose(l.id):
			case l.id != "" && delay(l.id):
				late = append(late, l)
			default:
				prompt = append(prompt, l)
			}
		}
		slices.Reverse(prompt)
		c.take(append(prompt, prompt[:len(prompt)/7]...))
		came := false
		c.before = func(r *http.Request) {
			if !came && r.URL.Path == "/search-contacts" {
				c.now = c.now.Add(1e9) // after our figures were asked for
				c.take(late)
				came = true
			}
		}
		removed, delayed := []string{}, 0
		for id := range c.comparable() {
			if lose(id) {
				removed = append(removed, id)
			} else if delay(id) {
				delayed++
			}
		}
		slices.Sort(removed)
		r := c.checked()
		if diff := cmp.Diff(removed, named(r, Missing)); diff != "" || len(removed) == 0 {
			t.Errorf("seed %d: missing (- removed, + named):\n%s", seed, diff)
		}
		if r.Restored != len(removed) {
			t.Errorf("seed %d: %d restored of %d", seed, r.Restored, len(removed))
		}
		if got := len(named(r, Late)); got != 0 && got > delayed || delayed == 0 {
			t.Errorf("seed %d: %d late, of %d", seed, got, delayed)
		}
		for _, kind := range []Kind{Unexplained, OnlyHere, Elsewhere, Erased} {
			for _, d := range r.Differences {
				if d.explains(kind) {
					t.Errorf("seed %d: %s: %+v", seed, kind, d)
				}
			}
		}
		again := c.checked()
		if len(named(again, Missing)) > 0 || again.Restored > 0 {
			t.Errorf("seed %d: checked again: %+v", seed, again.Summary())
		}
		counted(t, c, len(c.comparable()))
		var records []line
		for _, l := range c.delivered() {
			if l.id != "" && lose(l.id) {
				records = append(records, l)
			}
		}
		c.take(records)
		if last := c.checked(); len(last.Differences) > 0 {
			t.Errorf("seed %d: after the records themselves came: %+v", seed, last)
		}
		counted(t, c, len(c.comparable()))
	}
}

// counted fails unless our store has so many contacts in the queues, whether restored or not.
func counted(t *testing.T, c *centre, want int) {
	t.Helper()
	if r, _, _ := c.o.Book.Day(t.Context(), c.o.Instance, day); r.Contacts != int64(want) {
		t.Errorf("%d contacts are counted, want %d", r.Contacts, want)
	}
}

func TestARestoredContactGivesWayToItsRecord(t *testing.T) {
	c := newCentre(t, 7)
	lose := sim.LoseShare(.02)
	var rest, lost []line
	for _, l := range c.delivered() {
		if l.id != "" && lose(l.id) {
			lost = append(lost, l)
		} else {
			rest = append(rest, l)
		}
	}
	c.take(rest)
	ids := named(c.checked(), Missing)
	for _, id := range ids {
		if d, there, err := find(t, c, id); err != nil || !there || d.Source != Source || !isRestored(int64(d.Contact.LastUpdate)) {
			t.Errorf("%s: there %v, from %q, %v", id, there, d.Source, err)
		}
	}
	c.take(lost)
	for _, id := range ids {
		if d, _, err := find(t, c, id); err != nil || d.Source != "test" {
			t.Errorf("%s is still from %q after its record came; %v", id, d.Source, err)
		}
	}
	if len(ids) == 0 {
		t.Error("nothing was lost")
	}
}

func find(t *testing.T, c *centre, id string) (store.ContactDetail, bool, error) {
	t.Helper()
	o, err := newOurs(c.store, c.o.Instance, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return o.find(t.Context(), id)
}

func TestACheckThatIsBrokenOffGoesOnWhereItWas(t *testing.T) {
	c := newCentre(t, 8)
	lose := sim.LoseShare(.05)
	var rest []line
	for _, l := range c.delivered() {
		if l.id == "" || !lose(l.id) {
			rest = append(rest, l)
		}
	}
	c.take(rest)
	ctx, stop := context.WithCancel(t.Context())
	described := 0
	c.before = func(r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/contacts/") {
			if described++; described == 4 {
				stop()
			}
		}
	}
	if err := c.check(ctx, day); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	half, _, err := c.o.Book.Day(t.Context(), c.o.Instance, day)
	if err != nil || !half.Ended.IsZero() || half.Restored == 0 {
		t.Fatalf("kept %+v, %v", half.Summary(), err)
	}
	metrics := 0
	c.before = func(r *http.Request) {
		if r.URL.Path == "/metrics/data" {
			metrics++
		}
	}
	c.Checker = c.checker() // another process
	removed := []string{}
	for id := range c.comparable() {
		if lose(id) {
			removed = append(removed, id)
		}
	}
	slices.Sort(removed)
	whole := c.checked()
	// What was written and not yet noted when it broke off is found there by the next one, and is then nobody's loss.
	if got := named(whole, Missing); len(got) < len(removed)-4 || len(got) > len(removed) || whole.Restored < half.Restored {
		t.Errorf("%d missing of %d, %d restored", len(got), len(removed), whole.Restored)
	}
	if metrics > 0 || !whole.Begun.Equal(half.Begun) {
		t.Errorf("figures were asked for %d times anew", metrics)
	}
}

func TestNothingIsRestoredOfADayBeforeRingside(t *testing.T) {
	c := newCentre(t, 12)
	if r := c.checked(); r.Problem != NothingHere || r.Restored > 0 || len(r.Differences) > 0 {
		t.Errorf("%+v", r.Summary())
	}
}

func TestAnswersWithoutFiguresAreNoDifferences(t *testing.T) {
	c := newCentre(t, 9)
	c.take(c.delivered())
	c.faults.Set(connectapi.Fault{Untold: []string{"SUM_HANDLE_TIME", "SERVICE_LEVEL"}})
	if r := c.checked(); len(r.Differences) > 0 || r.Untold == 0 || r.Problem != "" {
		t.Errorf("fewer metrics: %+v", r)
	}
	var all []string
	for _, q := range c.floor.Directory().Queues {
		all = append(all, q.ARN)
	}
	c.faults.Set(connectapi.Fault{Hide: all})
	if r := c.checked(); len(r.Differences) > 0 || r.Problem != NoFigures {
		t.Errorf("none: %+v", r)
	}
	c.faults.Set(connectapi.Fault{Hide: all[:1]})
	if r := c.checked(); !slices.ContainsFunc(r.Differences, func(d Difference) bool { return d.Queue == all[0] && d.explains(Unexplained) }) {
		t.Errorf("a queue without figures, whose contacts are all listed, is not unexplained: %+v", r.Summary())
	}
}

func TestWhatWasErasedIsNeitherRestoredNorNamed(t *testing.T) {
	c := newCentre(t, 10)
	c.take(c.delivered())
	var ids []string
	for id := range c.comparable() {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var contacts []connect.ContactID
	for _, id := range ids[:3] {
		contacts = append(contacts, connect.ContactID(id))
	}
	if _, err := c.store.Erase(t.Context(), store.Erasure{Contacts: contacts}, func(store.ErasureProgress) {}); err != nil {
		t.Fatal(err)
	}
	r := c.checked()
	erased := 0
	for _, d := range r.Differences {
		for _, cause := range d.Causes {
			if cause.Kind == Erased {
				erased += cause.Contacts
			}
			if slices.ContainsFunc(cause.IDs, func(id string) bool { return slices.Contains(ids[:3], id) }) {
				t.Errorf("an erased contact is named: %+v", d)
			}
		}
	}
	if erased != 3 || r.Restored != 0 {
		t.Errorf("%d erased, %d restored: %+v", erased, r.Restored, r.Summary())
	}
}

// TestARestoredContactCountsAsItsRecordWould loses most, so that contacts and what they went on to are lost together.
func TestARestoredContactCountsAsItsRecordWould(t *testing.T) {
	c, whole := newCentre(t, 55), newCentre(t, 55)
	lose := sim.LoseShare(.6)
	whole.take(whole.delivered())
	var rest []line
	for _, l := range c.delivered() {
		if l.id == "" || !lose(l.id) {
			rest = append(rest, l)
		}
	}
	c.take(rest)
	c.checked()
	restored, followed := 0, 0
	for id, k := range c.comparable() {
		if !lose(id) {
			continue
		}
		restored++
		a, _, err := find(t, c, id)
		b, _, err2 := find(t, whole, id)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		got, want := metric.Derive(&a.Contact), metric.Derive(&b.Contact)
		for _, col := range []metric.Column{metric.ColQueued, metric.ColConnected, metric.ColAbandoned, metric.ColCallback, metric.ColOutbound, metric.ColACWS} {
			if got.Int(col) != want.Int(col) {
				t.Errorf("%s %s: %s is %v, and %v by its record", k.Method, id, col.Name(), got.Int(col), want.Int(col))
			}
		}
		for _, col := range []metric.Column{metric.ColQueueS, metric.ColInteractionS, metric.ColHoldS, metric.ColHandleS} {
			handedOn := k.Next != "" && k.Wrap == nil && col != metric.ColQueueS
			open := col == metric.ColQueueS && k.Method == "CALLBACK" || handedOn && !k.Connected.IsZero()
			off := got.Int(col).Value - want.Int(col).Value
			if left := open && !got.Int(col).Valid; !left && (got.Int(col).Valid != want.Int(col).Valid || off < -2 || off > 2) {
				t.Errorf("%s %s: %s is %v, and %v by its record", k.Method, id, col.Name(), got.Int(col), want.Int(col))
			}
		}
		if want.Int(metric.ColQueued).Value == 1 && want.Int(metric.ColConnected).Value == 0 && b.Contact.NextContactID != "" {
			followed++
		}
	}
	if restored < 50 || followed < 2 {
		t.Errorf("%d restored, of which %d asked for a callback or were moved on, prove little", restored, followed)
	}
}
