package sim

import (
	"context"
	"fmt"
	"io"
	"sort"
	"time"
)

// Files are where a history goes: one JSON value a line, in order of delivery, duplicates and broken ones included. A nil
// writer leaves its kind out.
type Files struct {
	ContactRecords io.Writer
	AgentEvents    io.Writer
	ContactEvents  io.Writer
	Progress       func(done, dates int) // after each date; may be nil
}

func (f Files) by(door Door) io.Writer {
	return [...]io.Writer{ContactRecords: f.ContactRecords, AgentEvents: f.AgentEvents, ContactEvents: f.ContactEvents}[door]
}

// WriteHistory writes everything that the local dates from (included) to to (excluded) bring about, however late it is
// delivered, and returns what is true of it. An error is one of ctx or of a writer.
func (w *World) WriteHistory(ctx context.Context, from, to time.Time, files Files) (Truth, error) {
	from, to = w.Midnight(from), w.Midnight(to)
	count := w.newCounter(from, to)
	dates := int(to.Sub(from).Hours()/24 + .5)
	var late []Delivery // what earlier dates deliver after the present one
	var line []byte
	done := 0
	for date := from; date.Before(to); date = w.Midnight(date.Add(30 * time.Hour)) {
		if err := ctx.Err(); err != nil {
			return Truth{}, fmt.Errorf("write history: %w", err)
		}
		day := w.Day(date)
		count.add(day)
		pending := merge(late, day.Deliveries)
		until := len(pending)
		if next := w.Midnight(date.Add(30 * time.Hour)); next.Before(to) {
			until = sort.Search(len(pending), func(i int) bool { return !pending[i].At.Before(next.Add(-prelude)) })
		}
		for _, d := range pending[:until] {
			out := files.by(d.Door)
			if out == nil {
				continue
			}
			line = append(d.AppendTo(line[:0]), '\n')
			if _, err := out.Write(line); err != nil {
				return Truth{}, fmt.Errorf("write history of %s: %w", date.Format(time.DateOnly), err)
			}
		}
		late = append([]Delivery(nil), pending[until:]...)
		if done++; files.Progress != nil {
			files.Progress(done, dates)
		}
	}
	return count.finish(), nil
}

// prelude is how long before midnight a date's first delivery may come: its night crew logs in early.
const prelude = 30 * time.Minute

// merge puts two ordered lists of deliveries into one; of two at the same moment the first list's goes first.
func merge(a, b []Delivery) []Delivery {
	if len(a) == 0 {
		return b
	}
	out := make([]Delivery, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if b[0].At.Before(a[0].At) {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// Live yields every delivery that is due at or after from, in order, for ever: day after day, the late ones of the week
// before included. Whoever was waiting or logged in at from still is.
func (w *World) Live(from time.Time) func(yield func(Delivery) bool) {
	return func(yield func(Delivery) bool) {
		today := w.Midnight(from.Add(prelude))
		var pending []Delivery
		load := func(date time.Time, doors ...Door) {
			day := w.tell(date, doors...)
			first := sort.Search(len(day.Deliveries), func(i int) bool { return !day.Deliveries[i].At.Before(from) })
			pending = merge(pending, day.Deliveries[first:])
		}
		for back := 9; back > 1; back-- {
			load(today.AddDate(0, 0, -back), ContactRecords)
		}
		load(today.AddDate(0, 0, -1), ContactRecords, AgentEvents, ContactEvents)
		for date := today; ; date = w.Midnight(date.Add(30 * time.Hour)) {
			load(date, ContactRecords, AgentEvents, ContactEvents)
			horizon := w.Midnight(date.Add(30 * time.Hour)).Add(-prelude)
			for len(pending) > 0 && pending[0].At.Before(horizon) {
				next := pending[0]
				pending = pending[1:]
				if !yield(next) {
					return
				}
			}
		}
	}
}
