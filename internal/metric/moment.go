package metric

import (
	"fmt"
	"time"
)

// ParseMoment reads RFC 3339, or a date, which means the start of that day in zone. Errors wrap ErrRange.
func ParseMoment(text string, zone *time.Location) (time.Time, error) {
	if date, err := time.Parse(time.DateOnly, text); err == nil {
		return StartOfDay(date.Year(), date.Month(), date.Day(), zone), nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if wall, err := time.Parse(layout, text); err == nil {
			return time.Time{}, fmt.Errorf("%w: %q %s", ErrRange, text, askWithOffset(wall, zone))
		}
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: %q is neither a date such as 2026-11-01 nor a time such as 2026-11-01T09:00:00+09:00", ErrRange, text)
	}
	return moment.In(zone), nil
}

// askWithOffset says what to ask instead of a wall clock's time: the moment that it is, the two that it is where the clock is
// put back, or the one from which on the clock goes on where it is put forward.
func askWithOffset(wall time.Time, zone *time.Location) string {
	moments := momentsOf(wall, zone)
	switch len(moments) {
	case 0:
		return fmt.Sprintf("is skipped in %s, where the clock is put forward; ask for %s", zone, inZone(behindGap(wall, zone), zone))
	case 1:
		return "lacks the offset from UTC; ask for " + inZone(moments[0], zone)
	default:
		return fmt.Sprintf("comes twice in %s, where the clock is put back; ask for %s or %s", zone, inZone(moments[0], zone), inZone(moments[1], zone))
	}
}

// momentsOf are the moments at which the wall clock of a zone shows a time (in UTC): none where the clock is put forward over
// it, two where it is put back over it.
func momentsOf(wall time.Time, zone *time.Location) []time.Time {
	var moments []time.Time
	for _, offset := range offsetsAround(wall, zone) {
		at := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if _, its := at.Zone(); its == offset {
			moments = append(moments, at)
		}
	}
	return moments
}

// behindGap is when the wall clock goes on, of a time that it skips.
func behindGap(wall time.Time, zone *time.Location) time.Time {
	// Between the last moment before the gap and the first behind it there is none.
	_, from := wall.Add(-24 * time.Hour).In(zone).ZoneBounds()
	return from.In(zone)
}

// wallOf is what the wall clock of a zone shows, in UTC.
func wallOf(at time.Time, zone *time.Location) time.Time {
	_, offset := at.In(zone).Zone()
	return at.UTC().Add(time.Duration(offset) * time.Second)
}

// offsetsAround are the offsets that the zone has within a day of a wall clock's time, the earlier moment's first.
func offsetsAround(wall time.Time, zone *time.Location) []int {
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	_, after := wall.Add(24 * time.Hour).In(zone).Zone()
	if before == after {
		return []int{before}
	}
	return []int{before, after}
}

// LoadZone finds an IANA time zone. The host's own zone is not offered: a figure must not depend on where it is computed.
func LoadZone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("%w: a time zone such as Asia/Seoul is needed", ErrRange)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no time zone; zones are named like Asia/Seoul", ErrRange, name)
	}
	return zone, nil
}
