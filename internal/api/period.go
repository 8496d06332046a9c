package api

import (
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// The kinds of ranges to compare with.
const (
	weekBefore   = "week_before"
	monthBefore  = "month_before"
	periodBefore = "period_before"
)

// period is a range with what it is to another one.
type period struct {
	from, to time.Time
	kind     string
}

// previous is the range that a range is compared with: a month with the month before, up to a week with the same
// weekdays a week before, anything else with as many days right before it. A range that is still running is compared as
// far as it has run, since half a day against a whole one says nothing.
func previous(from, to, now time.Time, days metric.Days) period {
	end := to
	if now.After(from) && now.Before(to) {
		end = now
	}
	if months := monthsOf(from, to, now, days); months > 0 {
		kind := monthBefore
		if months > 1 {
			kind = periodBefore
		}
		before := back(from, months, 0, days)
		return period{from: before, to: later(earlierOf(back(end, months, 0, days), from), before), kind: kind}
	}
	length := daysOf(from, to)
	kind := periodBefore
	if length <= 7 {
		length, kind = 7, weekBefore
	}
	before := back(from, 0, length, days)
	return period{from: before, to: later(back(end, 0, length, days), before), kind: kind}
}

// monthsOf is how many whole local months the range is, the running one included; 0 when it is none.
func monthsOf(from, to, now time.Time, days metric.Days) int {
	first := days.Of(from)
	if first.Day() != 1 || !from.Equal(days.Start(first)) {
		return 0
	}
	for n := 1; n <= 120; n++ {
		next := days.Start(first.AddDate(0, n, 0))
		if to.Equal(next) {
			return n
		}
		if to.Before(next) {
			if n == 1 && (daysOf(from, to) > 7 || running(from, to, now, days)) {
				return 1
			}
			return 0
		}
	}
	return 0
}

// running reports whether the range is this month up to today, which is more than today alone.
func running(from, to, now time.Time, days metric.Days) bool {
	return to.Equal(days.Start(days.Of(now).AddDate(0, 0, 1))) && daysOf(from, to) > 1
}

// daysOf is how many days the range touches, at least 1; days of 23 and 25 hours are days.
func daysOf(from, to time.Time) int {
	const day = 24 * time.Hour
	return max(1, int((to.Sub(from)+day/2)/day))
}

// back is the same local time so many months and days before; the start of a day stays the start of a day.
func back(t time.Time, months, count int, days metric.Days) time.Time {
	if date := days.Of(t); t.Equal(days.Start(date)) {
		return days.Start(date.AddDate(0, -months, -count))
	}
	local := t.In(days.Zone)
	return local.AddDate(0, -months, -count)
}

func earlierOf(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// later is t, moved to just after start where it does not lie after it: a range has a length.
func later(t, start time.Time) time.Time {
	if t.After(start) {
		return t
	}
	return start.Add(time.Millisecond)
}
