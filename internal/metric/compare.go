package metric

import (
	"fmt"
	"slices"
	"time"
)

// Period names a range by what it is to the one asked for.
type Period string

// The periods to compare with. Each is so many days or months earlier by the calendar of the zone, so that a day is compared
// with a day, whether they have 23, 24 or 25 hours, and the third of a month with the third.
const (
	// PeriodBefore is as many months before, if the range is of whole months, or else as many days: of a range of three hours
	// the same hours of the day before.
	PeriodBefore Period = "period_before"
	WeekBefore   Period = "week_before"
	MonthBefore  Period = "month_before" // of weeks, four weeks
	YearBefore   Period = "year_before"  // of weeks, 52 weeks
	// ComparableDay is, of one day, the day that a centre's calendar says it is like: so many days back.
	ComparableDay Period = "comparable_day"
	// Previous is whichever of these says most of the range asked for. Who knows the calendar puts that in its place.
	Previous Period = "previous"
)

// Periods lists the periods.
func Periods() []Period {
	return []Period{PeriodBefore, WeekBefore, MonthBefore, YearBefore, ComparableDay, Previous}
}

// Comparison asks for the figures of another range beside those of a query's own.
type Comparison struct {
	Period   Period    // "" for the range From to To
	From, To time.Time // half open
	Back     int       // days, of ComparableDay
	As       Period    // how the answer calls the period, where more is known of it than its name
	// Now ends the other range where the query's own is still running: half a day against a whole one says nothing. Zero: the
	// query's range is over.
	Now time.Time
}

// Compared says what a table is compared with.
type Compared struct {
	Period Period `json:"period,omitempty"`
	From   string `json:"from"` // in the query's zone
	To     string `json:"to"`
}

// shift leads from a range to another one by the calendar: so many months, or days, earlier (later where they are negative).
type shift struct {
	days         Days
	months, back int
}

// date is the day that a civil date is compared with; false where that month has no such day.
func (s shift) date(of time.Time) (time.Time, bool) {
	if s.months == 0 {
		return of.AddDate(0, 0, -s.back), true
	}
	to := of.AddDate(0, -s.months, 0)
	if to.Day() == of.Day() {
		return to, true
	}
	return to.AddDate(0, 0, 1-to.Day()), false // the first day that this month does have no more
}

// moment is the moment that one is compared with; false where there is none, since the month has no such day or the clock was
// moved over it. Then it is the first moment behind.
func (s shift) moment(of time.Time) (time.Time, bool) {
	day := s.days.Of(of)
	date, exists := s.date(day)
	if !exists || of.Equal(s.days.Start(day)) {
		return s.days.Start(date), exists
	}
	wall := wallOf(of, s.days.Zone)
	moments := momentsOf(date.Add(wall.Sub(day)), s.days.Zone)
	nth := slices.IndexFunc(momentsOf(wall, s.days.Zone), of.Equal)
	switch {
	case len(moments) == 0:
		return behindGap(date.Add(wall.Sub(day)), s.days.Zone), false
	case nth < len(moments):
		return moments[max(nth, 0)], true
	default:
		return moments[len(moments)-1], false
	}
}

// comparison is a query of another range, with how its buckets belong to those of the query that it is compared with.
type comparison struct {
	asked Comparison
	query Query
	shift shift
}

// against makes the query of the other range. Errors wrap ErrRange.
func (q Query) against(c Comparison) (*comparison, error) {
	s, err := q.shiftTo(c)
	if err != nil {
		return nil, err
	}
	of := &comparison{asked: c, query: q, shift: s}
	of.query.From, of.query.To = s.span(q.From, q.To, c)
	if !of.query.From.Before(of.query.To) {
		return nil, fmt.Errorf("%w: there is nothing to compare %s to %s with: the other period has no such days; ask for another one",
			ErrRange, inZone(q.From, q.Zone), inZone(q.To, q.Zone))
	}
	return of, nil
}

// Against is the range that a comparison sets beside one, without a query. It is empty where the calendar has no such time.
// Errors wrap ErrRange.
func (d Days) Against(from, to time.Time, c Comparison) (start, end time.Time, err error) {
	s, err := Query{From: from, To: to, Zone: d.Zone, DayStart: d.From}.shiftTo(c)
	if err != nil {
		return start, end, err
	}
	start, end = s.span(from, to, c)
	return start, end, nil
}

// span is the other range, as far as the one asked for has run.
func (s shift) span(from, to time.Time, c Comparison) (start, end time.Time) {
	start, end = c.From, c.To
	if c.Period != "" {
		start, _ = s.moment(from)
		end, _ = s.moment(to)
	}
	if c.Now.After(from) && c.Now.Before(to) {
		if cut, _ := s.moment(c.Now); cut.Before(end) {
			end = cut
		}
	}
	return start, end
}

// shiftTo finds how a comparison's range lies to the query's.
func (q Query) shiftTo(c Comparison) (shift, error) {
	s := shift{days: q.days()}
	switch {
	case c.Period == WeekBefore:
		s.back = 7
	case c.Period == ComparableDay:
		s.back = c.Back
	case c.Period == MonthBefore && q.Every == Week:
		s.back = 28
	case c.Period == MonthBefore:
		s.months = 1
	case c.Period == YearBefore && q.Every == Week:
		s.back = 52 * 7
	case c.Period == YearBefore:
		s.months = 12
	case c.Period == PeriodBefore:
		s.back = daysIn(q.days(), q.From, q.To)
		if q.Every == Week {
			s.back = (s.back + 6) / 7 * 7
		} else if months := monthsIn(q.days(), q.From, q.To); months > 0 {
			s.back, s.months = 0, months
		}
	case c.Period != "":
		return s, fmt.Errorf("%w: unknown period %q; %s", ErrRange, c.Period, suggest(string(c.Period), Periods()))
	case !c.From.Before(c.To):
		return s, fmt.Errorf("%w: what to compare with ends before it has begun; ask for it the other way round", ErrRange)
	default:
		s.months, s.back = q.distance(c)
	}
	return s, q.linesUp(s)
}

// distance is how far a range that was named lies before the query's: in months if both begin with one.
func (q Query) distance(c Comparison) (months, back int) {
	days := q.days()
	from, other := days.Of(q.From), days.Of(c.From)
	if from.Day() == 1 && other.Day() == 1 && q.Every != Week {
		return (from.Year()-other.Year())*12 + int(from.Month()) - int(other.Month()), 0
	}
	return 0, int(from.Sub(other) / (24 * time.Hour))
}

// linesUp refuses intervals that begin elsewhere in the other range.
func (q Query) linesUp(s shift) error {
	switch {
	case q.Every == Month && s.months == 0 && s.back != 0:
		return fmt.Errorf("%w: months do not line up with those of %d days before; ask for %s or %s, or every 1d", ErrRange, s.back, MonthBefore, YearBefore)
	case q.Every == Week && s.back%7 != 0:
		return fmt.Errorf("%w: weeks do not line up with those of %d days before; ask for %s, or every 1d", ErrRange, s.back, WeekBefore)
	}
	return nil
}

// daysIn is how many days the range touches, at least 1; days of 23 and 25 hours are days.
func daysIn(days Days, from, to time.Time) int {
	first, last := days.Of(from), days.Of(to)
	n := int(last.Sub(first) / (24 * time.Hour))
	if wallOf(to, days.Zone).Sub(last) > wallOf(from, days.Zone).Sub(first) {
		n++
	}
	return max(1, n)
}

// monthsIn is how many whole months the range is, 0 when it is not of whole months.
func monthsIn(days Days, from, to time.Time) int {
	first, last := days.Of(from), days.Of(to)
	if first.Day() != 1 || last.Day() != 1 || !from.Equal(days.Start(first)) || !to.Equal(days.Start(last)) {
		return 0
	}
	return (last.Year()-first.Year())*12 + int(last.Month()) - int(first.Month())
}

// beginTogether reports whether the first buckets are each other's wherever they begin: the only ones, and those of a range
// that was named and may begin at another time of day.
func (c *comparison) beginTogether() bool {
	switch c.query.Every {
	case Total:
		return true
	case Day, Week, Month:
		return c.asked.Period == ""
	default:
		return false
	}
}

// partners finds the bucket of the other range that each bucket is compared with, -1 where there is none.
func (c *comparison) partners(edges, others []int64) []int {
	partners := make([]int, len(edges)-1)
	for i := range partners {
		partners[i] = -1
		at, exists := c.shift.moment(time.UnixMilli(edges[i]).In(c.shift.days.Zone))
		if i == 0 && c.beginTogether() {
			at, exists = c.query.From, true
		}
		if k, found := slices.BinarySearch(others[:len(others)-1], at.UnixMilli()); exists && found {
			partners[i] = k
		}
	}
	return partners
}
