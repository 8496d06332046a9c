package selfcheck

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// What a report's Problem says where it is not Amazon Connect's own words.
const (
	NoFigures = "no_figures" // Amazon Connect told of no contact on a day on which we have some
	// NothingHere: we have no record of the day at all. They are imported, or nobody wanted them; none is restored.
	NothingHere = "nothing_here"
	Stopped     = "stopped"
)

// order is one day to check.
type order struct {
	Instance, Day string
}

// daily is the check of one day.
type daily struct {
	order  order
	every  metric.Every
	zone   *time.Location
	now    func() time.Time
	ours   *ours
	theirs *theirs
	names  Names
	sink   Sink
	left   int // contacts that may be restored
	report *Report
	// keep is told after each interval: a check that is broken off goes on from there.
	keep func(Report) error
	tell func(done, total int)
}

// edges of a day, in UTC milliseconds. The error wraps metric.ErrRange where there is no such day.
func edges(day string, zone *time.Location, every metric.Every) ([]int64, error) {
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no date, as in 2006-01-02", metric.ErrRange, day)
	}
	days := metric.Days{Zone: zone}
	return days.Edges(days.Start(date), days.Start(date.AddDate(0, 0, 1)), every)
}

// run checks the day, or goes on with what a report that was broken off has.
func (d *daily) run(ctx context.Context, queues []string) error {
	if d.report.Metrics == nil {
		if err := d.find(ctx, queues); err != nil {
			return err
		}
	}
	var todo [][]*Difference // by interval
	for i := range d.report.Differences {
		row := &d.report.Differences[i]
		if len(row.Causes) > 0 {
			continue // explained before it was broken off
		}
		if n := len(todo); n > 0 && todo[n-1][0].Start.Equal(row.Start) {
			todo[n-1] = append(todo[n-1], row)
		} else {
			todo = append(todo, []*Difference{row})
		}
	}
	for i, of := range todo {
		d.tell(i, len(todo))
		if err := d.explain(ctx, of); err != nil {
			return err
		}
		if err := d.keep(*d.report); err != nil {
			return err
		}
	}
	if err := d.link(ctx); err != nil {
		return err
	}
	return d.settle(ctx)
}

// find compares the figures of the day.
func (d *daily) find(ctx context.Context, queues []string) error {
	there, err := d.theirs.figures(ctx, d.every, d.zone, d.ours.edges, queues)
	if err != nil {
		return err
	}
	here, contacts, outside, err := d.ours.figures(ctx)
	if err != nil {
		return err
	}
	d.report.Metrics, d.report.Queues, d.report.Contacts, d.report.Outside = specs(), len(queues), contacts, outside
	if len(there.figures) == 0 && contacts > 0 {
		return errNoFigures
	}
	if len(there.figures) > 0 && contacts+outside == 0 {
		return errNothingHere
	}
	d.report.Differences = compare(d.report, d.ours.metrics, d.ours.edges, here, there)
	return d.keep(*d.report)
}

var (
	errNoFigures   = errors.New("amazon connect told of no contact")
	errNothingHere = errors.New("no record of the day is here")
)

// standard are the queues of which Amazon Connect answers, in an order that does not change.
func standard(arns []string) []string {
	all := slices.Clone(arns)
	slices.Sort(all)
	return slices.Compact(all)
}
