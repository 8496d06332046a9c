package selfcheck

import (
	"math"

	"github.com/ringside/ringside/internal/metric"
)

// compared is a metric that both sides count by the contact's end.
type compared struct {
	spec string // as the catalogue's Find takes it
	// threshold in seconds, less than; 0 where it has none.
	threshold float64
	// waits: it is made of the time in queue. Of a callback Amazon's pages contradict each other on whether that contains the
	// initial delay, so that there is no telling which of two figures is right.
	// Source: Amazon Connect Administrator Guide, "Queued callbacks in real-time metrics" against "Failed callback attempts".
	waits bool
	// partial: what DescribeContact leaves out may change it.
	partial bool
}

// chosen are counts and sums where there are any: they are whole numbers, and whole numbers are equal or not.
var chosen = []compared{
	{spec: "contacts_created"},
	{spec: "contacts_queued"},
	{spec: "contacts_handled"},
	{spec: "contacts_abandoned", partial: true}, // by NextContactId and TransferCompletedTimestamp
	{spec: "contacts_transferred_out", partial: true},
	{spec: "sum_handle_time", partial: true},
	{spec: "sum_after_contact_work_time"},
	{spec: "avg_queue_answer_time", waits: true, partial: true},
	{spec: "max_queued_time", waits: true, partial: true},
	{spec: "service_level:seconds=20", threshold: 20, waits: true, partial: true},
}

// specs are what the catalogue calls them.
func specs() []string {
	all := make([]string, len(chosen))
	for i, m := range chosen {
		all[i] = m.spec
	}
	return all
}

// near is how far apart two quotients may be that are the same: sums and counts of a day are far from where float64 loses more.
const near = 1e-6

// same reports whether two figures are equal; none is equal to none alone.
func same(a, b metric.Figure) bool {
	return a.Valid == b.Valid && (!a.Valid || math.Abs(a.Value-b.Value) <= near*max(1, math.Abs(a.Value)))
}
