package metric

import (
	"fmt"
	"time"
)

// Days is how time is cut into days: each begins when the wall clock of the zone shows From, which is midnight unless a
// contact centre counts what happens after midnight to the evening before. A day is known by the date on which it begins;
// weeks and months begin with their first day.
type Days struct {
	Zone *time.Location
	From time.Duration // since midnight, below 24 h
}

// Start is when the day of a civil date (its clock and zone are not looked at) begins: the moment from which on the wall
// clock shows From on that date, or later. Where the clock is moved forward over it, the day begins right behind the gap;
// where it is put back over it and passes it twice, the second time counts. The date may be built with overflow.
func (d Days) Start(date time.Time) time.Time {
	// No zone is or ever was further than 16 h from UTC, so the wall clock shows the time within a day of this.
	const reach = 24 * time.Hour
	year, month, day := date.Date()
	wall := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Add(d.From)
	start, before := wall, true
	for at := wall.Add(-reach).In(d.Zone); at.Before(wall.Add(reach)); {
		_, offset := at.Zone()
		_, end := at.ZoneBounds()
		if end.IsZero() {
			end = wall.Add(2 * reach)
		}
		reached := wall.Add(-time.Duration(offset) * time.Second) // when this offset's clock shows it
		switch {
		case !reached.Before(end):
			before = true
		case before && reached.Before(at):
			start, before = at, false
		case reached.After(at):
			start, before = reached, false
		case before:
			start, before = at, false
		}
		at = end.In(d.Zone)
	}
	return start.In(d.Zone)
}

// Of is the civil date, in UTC, of the day that a moment belongs to.
func (d Days) Of(moment time.Time) time.Time {
	local := moment.In(d.Zone)
	// Civil dates are walked in UTC, where every day has a midnight.
	date := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
	if moment.Before(d.Start(date)) {
		return date.AddDate(0, 0, -1)
	}
	return date
}

// Name is the date of the day that a moment, in UTC ms, belongs to, as 2006-01-02.
func (d Days) Name(ms int64) string { return d.Of(time.UnixMilli(ms)).Format(time.DateOnly) }

// Parse reads RFC 3339, or a date, which means the start of that day. Errors wrap ErrRange.
func (d Days) Parse(text string) (time.Time, error) {
	if date, err := time.Parse(time.DateOnly, text); err == nil {
		return d.Start(date), nil
	}
	return ParseMoment(text, d.Zone)
}

// ParseClock reads a wall clock's time such as 04:00, from 00:00 to 24:00. Errors wrap ErrRange.
func ParseClock(text string) (time.Duration, error) {
	if text == "24:00" {
		return 24 * time.Hour, nil
	}
	at, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, fmt.Errorf("%w: %q is no time of day such as 04:00", ErrRange, text)
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, nil
}

// ClockText writes what ParseClock reads.
func ClockText(at time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(at.Hours()), int(at.Minutes())%60)
}
