package connect

import "errors"

// Moments that Amazon Connect can mean. It started in 2017; 1970 is its null sentinel, and years such as 1 or 9999 are
// defaults of somebody's date type.
const (
	earliest Millis = 946684800000  // 2000-01-01
	latest   Millis = 7258118400000 // 2200-01-01, exclusive
)

// Errors of ParseTime.
var (
	ErrNotATime  = errors.New("not a time of the form 2026-03-02T09:14:05.123Z")
	ErrTimeRange = errors.New("a time outside the years 2000 to 2199")
)

// ParseTime reads Amazon Connect's time forms: RFC 3339 with whole seconds (contact records), milliseconds (agent and
// contact events) or more digits, which are cut; an offset as Python writes it, and no zone at all, which is UTC as
// everything Connect says. The old documentation's "ss:sss" is read too. Source: Amazon Connect Administrator Guide,
// "Contact records data model" and "Agent event streams data model".
func ParseTime(text string) (Millis, error) { return parseTime(text) }

func parseTime[T string | []byte](s T) (Millis, error) {
	if len(s) < 19 || s[4] != '-' || s[7] != '-' || s[10] != 'T' && s[10] != 't' && s[10] != ' ' || s[13] != ':' || s[16] != ':' {
		return 0, ErrNotATime
	}
	year := pair(s, 0)*100 + pair(s, 2)
	month, day, hour, minute, second := pair(s, 5), pair(s, 8), pair(s, 11), pair(s, 14), pair(s, 17)
	if pair(s, 0) < 0 || pair(s, 2) < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 {
		return 0, ErrNotATime
	}
	ms, i := fraction(s, 19)
	offset, ok := zone(s, i)
	if !ok {
		return 0, ErrNotATime
	}
	t := Millis(((daysSince1970(year, month, day)*24+hour)*60+minute-offset)*60_000 + second*1000 + ms)
	if t < earliest || t >= latest {
		return 0, ErrTimeRange
	}
	return t, nil
}

// pair reads two digits at s[i], or returns -1.
func pair[T string | []byte](s T, i int) int {
	a, b := s[i]-'0', s[i+1]-'0'
	if a > 9 || b > 9 {
		return -1
	}
	return int(a)*10 + int(b)
}

// fraction reads an optional fraction of a second at s[i] as milliseconds and returns where it ends.
func fraction[T string | []byte](s T, i int) (ms, end int) {
	if i >= len(s) || s[i] != '.' && s[i] != ':' {
		return 0, i
	}
	weight := 100
	for i++; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		ms += int(s[i]-'0') * weight
		weight /= 10
	}
	return ms, i
}

// zone reads what is left of s from i as an offset in minutes: nothing, Z, ±hh, ±hhmm or ±hh:mm.
func zone[T string | []byte](s T, i int) (minutes int, ok bool) {
	rest := len(s) - i
	if rest == 0 || rest == 1 && (s[i] == 'Z' || s[i] == 'z') {
		return 0, true
	}
	if rest < 3 || rest > 6 || s[i] != '+' && s[i] != '-' {
		return 0, false
	}
	h, m := pair(s, i+1), 0
	switch {
	case rest == 5:
		m = pair(s, i+3)
	case rest == 6 && s[i+3] == ':':
		m = pair(s, i+4)
	case rest != 3:
		return 0, false
	}
	if h < 0 || h > 23 || m < 0 || m > 59 {
		return 0, false
	}
	if s[i] == '-' {
		return -(h*60 + m), true
	}
	return h*60 + m, true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysSince1970 counts days of the Gregorian calendar, with years that start in March so that leap days come last.
func daysSince1970(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	return year*365 + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468
}
