package api

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

func TestSeveralOutcomesAreListedTogether(t *testing.T) {
	h := site(t, madeUpStore())
	const list = Prefix + "/contacts?from=2026-11-01&to=2026-12-01"
	total := func(more string) int64 { return decode[ContactList](t, ask(h, "GET", list+more, "")).Total }
	handled, abandoned := total("&outcome=handled"), total("&outcome=abandoned")
	if handled == 0 || abandoned == 0 {
		t.Fatalf("%d handled, %d abandoned: the test needs both", handled, abandoned)
	}
	if both := total("&outcome=handled&outcome=abandoned"); both != handled+abandoned {
		t.Errorf("%d contacts, want %d", both, handled+abandoned)
	}
	if all := total(""); all != handled+abandoned+total("&outcome=other") {
		t.Errorf("%d contacts in all are not the sum of their outcomes", all)
	}
}

// TestContactsAreListedOnEitherSideOfTwoTimeBases wants those that began in a range and did not end in it, and those that
// ended in it and had begun before.
func TestContactsAreListedOnEitherSideOfTwoTimeBases(t *testing.T) {
	s := madeUpStore()
	from, to := time.Date(2026, 11, 20, 0, 0, 0, 0, seoul), time.Date(2026, 11, 20, 12, 0, 0, 0, seoul)
	within := func(at connect.Millis) bool { return !at.Time().Before(from) && at.Time().Before(to) }
	s.contacts[0].Initiation, s.contacts[0].Disconnect = connect.MillisOf(to)-1000, connect.MillisOf(to)
	s.contacts[1].Initiation, s.contacts[1].Disconnect = connect.MillisOf(from)-1000, connect.MillisOf(from)
	s.contacts[2].Initiation, s.contacts[2].Disconnect = connect.MillisOf(from)+1000, 0 // still there
	var began, ended int64
	for _, c := range s.contacts {
		if within(c.Initiation) && !within(c.Disconnect) {
			began++
		}
		if within(c.Disconnect) && !within(c.Initiation) {
			ended++
		}
	}
	h := site(t, s)
	total := func(field, outside string) int64 {
		query := url.Values{"from": {from.Format(time.RFC3339)}, "to": {to.Format(time.RFC3339)}, "time_field": {field}, "outside": {outside}}
		return decode[ContactList](t, ask(h, "GET", Prefix+"/contacts?"+query.Encode(), "")).Total
	}
	if got := total("initiation", "disconnect"); got != began || began < 2 {
		t.Errorf("%d began and did not end in the range, want %d", got, began)
	}
	if got := total("disconnect", "initiation"); got != ended || ended < 1 {
		t.Errorf("%d ended and did not begin in the range, want %d", got, ended)
	}
}

func TestContactsAreListedByDurationsAndFlags(t *testing.T) {
	h := site(t, madeUpStore())
	total := func(having ...string) int64 {
		query := url.Values{"from": {"2026-11-01"}, "to": {"2026-12-01"}, "having": having}
		return decode[ContactList](t, ask(h, "GET", Prefix+"/contacts?"+query.Encode(), "")).Total
	}
	all, queued := total(), total("queue_s>=0")
	long, short := total("queue_s>=10"), total("queue_s<10")
	if long == 0 || short == 0 || long+short != queued {
		t.Errorf("%d long and %d short of %d that were in a queue", long, short, queued)
	}
	if yes, no := total("connected=1"), total("connected=0"); yes == 0 || no == 0 || yes+no != all {
		t.Errorf("%d connected and %d not of %d", yes, no, all)
	}
	if both := total("queue_s>=10", "queue_s<10"); both != 0 {
		t.Errorf("%d contacts are long and short", both)
	}
	got := problemOf(t, h, "GET", Prefix+"/contacts?from=2026-11-01&to=2026-12-01&having=queu_s%3E3", "")
	if got.Status != 422 || !strings.Contains(got.Detail, "queue_s") {
		t.Errorf("unknown column: %d %q", got.Status, got.Detail)
	}
}

// TestContactsOfAMetricAreThoseBehindItsFigure holds the list to the explanation.
func TestContactsOfAMetricAreThoseBehindItsFigure(t *testing.T) {
	h := site(t, madeUpStore())
	for _, spec := range []string{"service_level:seconds=10", "avg_handle_time", "contacts_abandoned", "max_queued_time"} {
		explained := decode[Explanation](t, ask(h, "POST", Prefix+"/explain", `{"metric":"`+spec+`","from":"2026-11-10","to":"2026-11-21"}`))
		query := url.Values{"from": {"2026-11-10"}, "to": {"2026-11-21"}, "time_field": {explained.TimeField}, "metric": {spec}}
		if list := decode[ContactList](t, ask(h, "GET", Prefix+"/contacts?"+query.Encode(), "")); list.Total != explained.List.Total || list.Total == 0 {
			t.Errorf("%s: %d in the list, %d behind the figure", spec, list.Total, explained.List.Total)
		}
	}
}
