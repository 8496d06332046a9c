package metric

import (
	"errors"
	"fmt"
	"time"
	_ "time/tzdata" // zones of every host alike, also in an empty root
)

// Every is the length of a bucket, in calendar terms of a zone.
type Every string

// The lengths. Days, weeks (from Monday) and months are local calendar ones, so a day may have 23 or 25 hours. Shorter
// buckets follow the wall clock and are cut wherever it is moved.
const (
	Quarter  Every = "15m"
	HalfHour Every = "30m"
	Hour     Every = "1h"
	Day      Every = "1d"
	Week     Every = "1w"
	Month    Every = "1mo"
	Total    Every = "total" // one bucket
)

// Intervals lists the lengths.
func Intervals() []Every { return []Every{Quarter, HalfHour, Hour, Day, Week, Month, Total} }

// MaxBuckets is how many buckets one question may have: three years of quarters of an hour.
const MaxBuckets = 106_000

// ErrRange says that a range or a moment of time makes no sense; the text around it says why, for people.
var ErrRange = errors.New("invalid time range")

// approximate is the shortest that a bucket of each length usually is, to refuse absurd ranges before counting them out.
var approximate = map[Every]time.Duration{
	Quarter: 15 * time.Minute, HalfHour: 30 * time.Minute, Hour: time.Hour,
	Day: 24 * time.Hour, Week: 7 * 24 * time.Hour, Month: 28 * 24 * time.Hour, Total: 0,
}

// Edges cuts a range at the calendar's edges, days from midnight: see Days.Edges.
func Edges(from, to time.Time, zone *time.Location, every Every) ([]int64, error) {
	return Days{Zone: zone}.Edges(from, to, every)
}

// Edges cuts the half-open range [from, to) into buckets: UTC milliseconds, ascending, the first one from, the last one
// to. A bucket at either end is shorter where the range does not start or end on a calendar edge. Errors wrap ErrRange.
func (d Days) Edges(from, to time.Time, every Every) ([]int64, error) {
	zone := d.Zone
	step, known := approximate[every]
	first, last := from.UnixMilli(), to.UnixMilli()
	switch {
	case !known:
		return nil, fmt.Errorf("%w: buckets can be 15m, 30m, 1h, 1d, 1w, 1mo or total, not %q", ErrRange, every)
	case first == last:
		return nil, fmt.Errorf("%w: from %s to the same moment; the end is not in the range, so a single day ends with the next date",
			ErrRange, inZone(from, zone))
	case first > last:
		return nil, fmt.Errorf("%w: it ends (%s) before it has begun (%s); ask for them the other way round", ErrRange, inZone(to, zone), inZone(from, zone))
	case step > 0 && (last-first)/step.Milliseconds() >= MaxBuckets:
		return nil, fmt.Errorf("%w: %s to %s has more than %d buckets of %s; ask for %s or a shorter range",
			ErrRange, inZone(from, zone), inZone(to, zone), MaxBuckets, every, finest(last-first))
	}
	edges := []int64{first}
	add := func(edge int64) {
		if edge > edges[len(edges)-1] && edge < last {
			edges = append(edges, edge)
		}
	}
	switch every {
	case Quarter, HalfHour, Hour:
		clockEdges(from, to, zone, step, add)
	case Day, Week, Month:
		d.calendarEdges(from, to, every, add)
	case Total:
	}
	return append(edges, last), nil
}

// finest is the shortest bucket of which a range, in ms, has few enough.
func finest(length int64) Every {
	for _, every := range []Every{Quarter, HalfHour, Hour, Day, Week, Month} {
		if length/approximate[every].Milliseconds() < MaxBuckets {
			return every
		}
	}
	return Total
}

func inZone(t time.Time, zone *time.Location) string { return t.In(zone).Format(time.RFC3339) }

// clockEdges adds each moment at which the wall clock shows a multiple of step, and each at which it is moved.
func clockEdges(from, to time.Time, zone *time.Location, step time.Duration, add func(int64)) {
	stepMS := step.Milliseconds()
	for at := from.In(zone); at.Before(to); {
		_, end := at.ZoneBounds()
		if end.IsZero() || end.After(to) {
			end = to
		}
		_, offset := at.Zone()
		wall := at.UnixMilli() + int64(offset)*1000
		wall -= (wall%stepMS + stepMS) % stepMS
		for edge := wall - int64(offset)*1000; edge < end.UnixMilli(); edge += stepMS {
			if edge >= at.UnixMilli() {
				add(edge)
			}
		}
		if _, after := end.In(zone).Zone(); after != offset {
			add(end.UnixMilli())
		}
		at = end.In(zone)
	}
}

// calendarEdges adds the start of each day, week or month.
func (d Days) calendarEdges(from, to time.Time, every Every, add func(int64)) {
	date := d.Of(from)
	for {
		switch every {
		case Week:
			date = date.AddDate(0, 0, 7-(int(date.Weekday())+6)%7)
		case Month:
			date = time.Date(date.Year(), date.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		default:
			date = date.AddDate(0, 0, 1)
		}
		start := d.Start(date)
		if !start.Before(to) {
			return
		}
		add(start.UnixMilli())
	}
}

// StartOfDay is the moment from which on a zone's calendar shows the given day or a later one: see Days.Start. Month and
// day may overflow, as in time.Date.
func StartOfDay(year int, month time.Month, day int, zone *time.Location) time.Time {
	return Days{Zone: zone}.Start(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}
