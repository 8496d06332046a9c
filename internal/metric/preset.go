package metric

import "time"

// Preset is a named range that moves with the present moment.
type Preset string

// The presets. The ones that are still running end with today.
const (
	Today      Preset = "today"
	Yesterday  Preset = "yesterday"
	ThisWeek   Preset = "this_week" // from Monday
	LastWeek   Preset = "last_week"
	Last7Days  Preset = "last_7_days" // today and the six days before
	Last30Days Preset = "last_30_days"
	ThisMonth  Preset = "this_month"
	LastMonth  Preset = "last_month"
)

// Presets lists the presets in the order of a menu.
func Presets() []Preset {
	return []Preset{Today, Yesterday, ThisWeek, LastWeek, Last7Days, Last30Days, ThisMonth, LastMonth}
}

// Range is the half-open range of a preset at the given moment, in local days of the zone; false for an unknown preset.
func (p Preset) Range(now time.Time, zone *time.Location) (from, to time.Time, known bool) {
	year, month, day := now.In(zone).Date()
	at := func(month time.Month, day int) time.Time { return StartOfDay(year, month, day, zone) }
	monday := day - (int(now.In(zone).Weekday())+6)%7
	tomorrow := at(month, day+1)
	switch p {
	case Today:
		return at(month, day), tomorrow, true
	case Yesterday:
		return at(month, day-1), at(month, day), true
	case ThisWeek:
		return at(month, monday), tomorrow, true
	case LastWeek:
		return at(month, monday-7), at(month, monday), true
	case Last7Days:
		return at(month, day-6), tomorrow, true
	case Last30Days:
		return at(month, day-29), tomorrow, true
	case ThisMonth:
		return at(month, 1), tomorrow, true
	case LastMonth:
		return at(month-1, 1), at(month, 1), true
	}
	return time.Time{}, time.Time{}, false
}
