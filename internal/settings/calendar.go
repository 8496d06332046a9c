package settings

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// Calendar answers what settings say of days. Dates are civil ones, in UTC.
type Calendar struct {
	Start    time.Duration // metric.Days.From
	hours    [7]*hours     // by time.Weekday; nil is not worked
	holidays map[string]metric.Words
	worked   bool // on holidays too
}

// hours are since midnight; to may lie on the next morning.
type hours struct{ from, to time.Duration }

// Holiday is one day with its name; Own is true where the centre added it.
type Holiday struct {
	Day  string
	Name metric.Words
	Own  bool
}

// Calendar makes settings ready to be asked. Errors say what is wrong with settings that Faults finds fault with.
func (s Settings) Calendar() (*Calendar, error) {
	start, err := metric.ParseClock(s.BusinessDayStart)
	if err != nil {
		return nil, fmt.Errorf("business day start: %w", err)
	}
	c := &Calendar{Start: start, holidays: map[string]metric.Words{}, worked: s.Holidays.Worked}
	for _, h := range s.WorkingHours {
		weekday := slices.Index(Weekdays(), h.Weekday)
		from, err := metric.ParseClock(h.Open)
		if err != nil || weekday < 0 {
			return nil, fmt.Errorf("working hours of %s: %w", h.Weekday, err)
		}
		to, err := metric.ParseClock(h.Close)
		if err != nil {
			return nil, fmt.Errorf("working hours of %s: %w", h.Weekday, err)
		}
		if to <= from {
			to += 24 * time.Hour
		}
		c.hours[(weekday+1)%7] = &hours{from: from, to: to}
	}
	for _, holiday := range s.Holidays.List() {
		c.holidays[holiday.Day] = holiday.Name
	}
	return c, nil
}

// List is every holiday that is known, by day: the country's without those taken away, and those added.
func (h HolidayChoice) List() []Holiday {
	days := map[string]Holiday{}
	if h.Country == "KR" {
		for day, name := range korea() {
			days[day] = Holiday{Day: day, Name: name}
		}
	}
	for _, day := range h.Removed {
		delete(days, day)
	}
	for _, own := range h.Added {
		days[own.Day] = Holiday{Day: own.Day, Name: metric.Words{KO: own.Name, EN: own.Name}, Own: true}
	}
	return slices.SortedFunc(maps.Values(days), func(a, b Holiday) int {
		if a.Day < b.Day {
			return -1
		}
		return 1
	})
}

// National is the country's holidays as they ship, and what they are from; none for a country of which none are known.
// Years are the first and the last that are known.
func (h HolidayChoice) National() (days []Holiday, source Source, years [2]int) {
	if h.Country != "KR" {
		return []Holiday{}, Source{}, [2]int{}
	}
	return HolidayChoice{Country: "KR"}.List(), koreaSource, [2]int{koreaFrom, koreaTo}
}

// Holiday is what the day is called, if it is a holiday.
func (c *Calendar) Holiday(date time.Time) (metric.Words, bool) {
	name, is := c.holidays[date.Format(time.DateOnly)]
	return name, is
}

// Works reports whether the centre works on the day.
func (c *Calendar) Works(date time.Time) bool {
	_, holiday := c.Holiday(date)
	return c.hours[date.Weekday()] != nil && (c.worked || !holiday)
}

// far is how many days a search for another day goes: no centre rests longer.
const far = 60

// LastBusinessDay is the latest day before date on which the centre works; false where it works on none.
func (c *Calendar) LastBusinessDay(date time.Time) (time.Time, bool) {
	for range far {
		date = date.AddDate(0, 0, -1)
		if c.Works(date) {
			return date, true
		}
	}
	return time.Time{}, false
}

// Comparison says how a day was found that another is compared with.
type Comparison string

// The comparisons.
const (
	WeekBefore     Comparison = "week_before"     // the same weekday a week before
	HolidaySkipped Comparison = "holiday_skipped" // the same weekday, weeks before: the last ones were holidays
	HolidayBefore  Comparison = "holiday_before"  // a holiday with the latest one before it
	SundayBefore   Comparison = "sunday_before"   // a holiday with the latest Sunday: the holiday before it was long ago
)

// Comparable is the day that a day is fairly compared with: the same weekday of the latest week before in which it was no
// holiday. A holiday on which the centre works differently is compared with the latest holiday before, since an ordinary
// day says nothing of it, or with the latest Sunday where that was too long ago. A weekday of nothing but holidays is compared
// with the week before.
func (c *Calendar) Comparable(date time.Time) (time.Time, Comparison) {
	week := date.AddDate(0, 0, -7)
	if c.worked {
		return week, WeekBefore
	}
	if _, holiday := c.Holiday(date); holiday {
		for day := date.AddDate(0, 0, -1); day.After(date.AddDate(0, 0, -far)); day = day.AddDate(0, 0, -1) {
			if _, also := c.Holiday(day); also {
				return day, HolidayBefore
			}
		}
		return date.AddDate(0, 0, -((int(date.Weekday())+6)%7 + 1)), SundayBefore
	}
	for day, how := week, WeekBefore; day.After(date.AddDate(0, 0, -far)); day, how = day.AddDate(0, 0, -7), HolidaySkipped {
		if _, holiday := c.Holiday(day); !holiday {
			return day, how
		}
	}
	return week, WeekBefore
}

// WorkingDays counts the days from the date first up to, and without, the date end on which the centre works.
func (c *Calendar) WorkingDays(first, end time.Time) int {
	n := 0
	for date := first; date.Before(end); date = date.AddDate(0, 0, 1) {
		if c.Works(date) {
			n++
		}
	}
	return n
}
