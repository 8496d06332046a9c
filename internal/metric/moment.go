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
	var moments []string
	for _, offset := range offsetsAround(wall, zone) {
		at := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if _, its := at.Zone(); its == offset {
			moments = append(moments, at.Format(time.RFC3339))
		}
	}
	switch len(moments) {
	case 0:
		// Between the last moment before the gap and the first behind it there is none.
		_, from := wall.Add(-24 * time.Hour).In(zone).ZoneBounds()
		return fmt.Sprintf("is skipped in %s, where the clock is put forward; ask for %s", zone, from.In(zone).Format(time.RFC3339))
	case 1:
		return "lacks the offset from UTC; ask for " + moments[0]
	default:
		return fmt.Sprintf("comes twice in %s, where the clock is put back; ask for %s or %s", zone, moments[0], moments[1])
	}
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
