package selfcheck

import (
	"cmp"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// place is a queue, by ARN, and an interval, by its number.
type place struct {
	queue    string
	interval int
}

// figures has one for each of chosen by place; a place that is not there has no contacts.
type figures map[place][]metric.Figure

// told is an answer of Amazon Connect: which figures it had.
type told struct {
	figures
	untold map[place][]bool // of chosen
}

// nothing is what chosen are over no contact.
func nothing(metrics []metric.Metric) []metric.Figure {
	all := make([]metric.Figure, len(metrics))
	for i, m := range metrics {
		all[i] = m.Combine.Figure(make([]metric.Int, m.Combine.Inputs()))
	}
	return all
}

// compare lists what differs, by interval and queue, and counts into the report.
func compare(r *Report, metrics []metric.Metric, edges []int64, ours figures, theirs told) []Difference {
	places := map[place]bool{}
	for p := range ours {
		places[p] = true
	}
	for p := range theirs.figures {
		places[p] = true
	}
	var all []Difference
	for p := range places {
		d := Difference{
			Queue: p.queue, Start: time.UnixMilli(edges[p.interval]).UTC(), End: time.UnixMilli(edges[p.interval+1]).UTC(),
			Figures: []Pair{}, Causes: []Cause{},
		}
		for i, mine := range ours.at(p, metrics) {
			if untold := theirs.untold[p]; untold != nil && untold[i] {
				r.Untold++
				continue
			}
			r.Figures++
			other := theirs.at(p, metrics)[i]
			if same(mine, other) {
				r.Equal++
				continue
			}
			d.Figures = append(d.Figures, Pair{Metric: chosen[i].spec, Ours: mine.Pointer(), Theirs: other.Pointer()})
		}
		if len(d.Figures) > 0 {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b Difference) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Queue, b.Queue))
	})
	return all
}

// at is the figures of a place.
func (f figures) at(p place, metrics []metric.Metric) []metric.Figure {
	if found, there := f[p]; there {
		return found
	}
	return nothing(metrics)
}

// again compares a difference with our figures as they are now.
func (d *Difference) again(now []metric.Figure) {
	d.Settled = true
	for i := range d.Figures {
		pair := &d.Figures[i]
		mine := now[slices.IndexFunc(chosen, func(m compared) bool { return m.spec == pair.Metric })]
		pair.After = mine.Pointer()
		d.Settled = d.Settled && same(mine, figure(pair.Theirs))
	}
}

func figure(of *float64) metric.Figure {
	if of == nil {
		return metric.Figure{}
	}
	return metric.Figure{Value: *of, Valid: true}
}
