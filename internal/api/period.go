package api

import (
	"cmp"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// period is a range with what it is to another one.
type period struct {
	from, to time.Time
	kind     string
}

// fair is the comparison that says most of a range: one day with the day that the calendar says is like it, a month with the
// month before, up to a week with the same weekdays of the week before, anything else with as many days or months right
// before it. A range that is still running is compared as far as it has run.
func fair(from, to, now time.Time, days metric.Days, calendar *settings.Calendar) metric.Comparison {
	c := metric.Comparison{Now: now}
	if date := days.Of(from); from.Equal(days.Start(date)) && to.Equal(days.Start(date.AddDate(0, 0, 1))) {
		like, as := calendar.Comparable(date)
		c.Period, c.As, c.Back = metric.ComparableDay, metric.Period(as), int(date.Sub(like)/(24*time.Hour))
		return c
	}
	switch months := monthsOf(from, to, now, days); {
	case months == 1:
		c.Period = metric.MonthBefore
	case months == 0 && daysOf(from, to) <= 7:
		c.Period = metric.WeekBefore
	default:
		c.Period = metric.PeriodBefore
	}
	return c
}

// previous is the range that a range is fairly compared with. It has a length, even where the calendar has no such time.
func previous(from, to, now time.Time, days metric.Days, calendar *settings.Calendar) (period, error) {
	c := fair(from, to, now, days, calendar)
	start, end, err := days.Against(from, to, c)
	return period{from: start, to: later(end, start), kind: string(cmp.Or(c.As, c.Period))}, err
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
