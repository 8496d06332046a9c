package settings

import (
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// WorkingTime is which part of a range counts.
type WorkingTime string

// The parts.
const (
	AllTime        WorkingTime = ""
	OnWorkingDays  WorkingTime = "working_days"  // business days on which the centre works, from start to start
	InWorkingHours WorkingTime = "working_hours" // of those days, from opening to closing
)

// Working are the working times that overlap with a range, nil for all of time. A clock that is moved within them makes them
// shorter or longer: they begin and end by the wall. Errors wrap metric.ErrRange.
func (c *Calendar) Working(only WorkingTime, zone *time.Location, from, to time.Time) (metric.Windows, error) {
	if only == AllTime {
		return nil, nil
	}
	if only != OnWorkingDays && only != InWorkingHours {
		return nil, fmt.Errorf("%w: %q is no part of time; only %s or %s can be asked for, or nothing for all of it",
			metric.ErrRange, only, OnWorkingDays, InWorkingHours)
	}
	days, windows := metric.Days{Zone: zone, From: c.Start}, metric.Windows{}
	last := days.Of(to)
	for date := days.Of(from); !date.After(last); date = date.AddDate(0, 0, 1) {
		if !c.Works(date) {
			continue
		}
		begin, end := days.Start(date), days.Start(date.AddDate(0, 0, 1))
		if only == InWorkingHours {
			begin, end = c.open(zone, date)
		}
		if n := len(windows); n > 0 && windows[n-1].To >= begin.UnixMilli() {
			windows[n-1].To = max(windows[n-1].To, end.UnixMilli())
		} else if begin.Before(end) {
			windows = append(windows, metric.Window{From: begin.UnixMilli(), To: end.UnixMilli()})
		}
	}
	return windows, nil
}

// open is when a day that is worked opens and closes.
func (c *Calendar) open(zone *time.Location, date time.Time) (begin, end time.Time) {
	const day = 24 * time.Hour
	hours := c.hours[date.Weekday()]
	at := func(wall time.Duration) time.Time {
		return metric.Days{Zone: zone, From: wall % day}.Start(date.AddDate(0, 0, int(wall/day)))
	}
	return at(hours.from), at(hours.to)
}
