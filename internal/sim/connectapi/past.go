package connectapi

import (
	"cmp"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// Past is a Centre that knows its contacts after they have ended; *sim.Floor is one. Of another one there are none.
type Past interface {
	// Known lists the contacts that ended in a range.
	Known(from, to time.Time) []sim.Known
	// Find is one of the contacts that Known has listed lately.
	Find(contactID string) (sim.Known, bool)
}

// settled is how long after everything of a contact is over its figures are there.
// Source: Amazon Connect Administrator Guide, "Real-time metrics reports", page refresh: about a minute.
const settled = time.Minute

// ended lists the contacts that ended in a range and are known by a moment, the newest beginning first.
func (a *api) ended(from, to, by time.Time) []sim.Known {
	past, is := a.Centre.(Past)
	if !is {
		return nil
	}
	all := slices.DeleteFunc(past.Known(from, to), func(k sim.Known) bool { return k.Disconnected.After(by) })
	slices.SortFunc(all, func(a, b sim.Known) int {
		return cmp.Or(b.Initiated.Compare(a.Initiated), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// moment reads a timestamp of a request.
func (e *epochNumber) moment() time.Time {
	if e == nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(float64(*e) * 1000))
}

// epochNumber is a timestamp as requests have it: seconds since 1970, with a fraction or without.
type epochNumber float64

// at is a timestamp of an answer; nil is left out.
func at(t time.Time) *epoch {
	if t.IsZero() {
		return nil
	}
	e := epoch(t)
	return &e
}
