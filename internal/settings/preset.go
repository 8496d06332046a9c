package settings

import (
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// Preset names a range of days by what it is today. Pages write the same names into their addresses.
type Preset string

// The presets. Those that reach up to today have all of it.
const (
	Today           Preset = "today"
	Yesterday       Preset = "yesterday"
	LastBusinessDay Preset = "last_business_day" // the latest day before today on which the centre worked
	SevenDays       Preset = "7d"
	ThisWeek        Preset = "week" // from Monday
	ThisMonth       Preset = "month"
	LastMonth       Preset = "last_month"
	ThirtyDays      Preset = "30d"
)

// Presets lists the presets.
func Presets() []Preset {
	return []Preset{Today, Yesterday, LastBusinessDay, SevenDays, ThisWeek, ThisMonth, LastMonth, ThirtyDays}
}

// Range is the days of a preset: the first, and the one behind the last. Errors wrap metric.ErrRange.
func (c *Calendar) Range(preset Preset, today time.Time) (first, end time.Time, err error) {
	tomorrow, month := today.AddDate(0, 0, 1), today.AddDate(0, 0, 1-today.Day())
	switch preset {
	case Today:
		return today, tomorrow, nil
	case Yesterday:
		return today.AddDate(0, 0, -1), today, nil
	case LastBusinessDay:
		day, worked := c.LastBusinessDay(today)
		if !worked {
			return first, end, fmt.Errorf("%w: the settings name no day on which the centre works; give it working hours there, or ask for %s",
				metric.ErrRange, Yesterday)
		}
		return day, day.AddDate(0, 0, 1), nil
	case SevenDays:
		return today.AddDate(0, 0, -6), tomorrow, nil
	case ThisWeek:
		return today.AddDate(0, 0, -(int(today.Weekday())+6)%7), tomorrow, nil
	case ThisMonth:
		return month, tomorrow, nil
	case LastMonth:
		return month.AddDate(0, -1, 0), month, nil
	case ThirtyDays:
		return today.AddDate(0, 0, -29), tomorrow, nil
	}
	names := make([]string, len(Presets()))
	for i, known := range Presets() {
		names[i] = string(known)
	}
	return first, end, fmt.Errorf("%w: there is no range %q; ask for %s, or from when to when", metric.ErrRange, preset, strings.Join(names, ", "))
}
