package archive

import (
	"regexp"
	"strconv"
	"time"
)

// Span is the time in which objects were written, half open; zero ends are open. What arrived in it may tell of contacts that began
// before.
type Span struct{ From, To time.Time }

// firehoseName ends the key that Firehose gives an object: NAME-VERSION-YYYY-MM-dd-HH-MM-SS-RANDOM, the moment at which the oldest
// record in it arrived, about, in UTC. Folders are Firehose's own YYYY/MM/dd/HH/ or those of a custom prefix: dt=YYYY-MM-dd,
// year=YYYY/month=MM/day=dd/hour=HH.
var (
	firehoseName = regexp.MustCompile(`-(\d{4})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-[^/]+$`)
	folders      = regexp.MustCompile(`(?:^|/)(?:year=)?(\d{4})/(?:month=)?(\d{2})/(?:day=)?(\d{2})/(?:(?:hour=)?(\d{2})/)?`)
	dateFolder   = regexp.MustCompile(`(?:^|/)\w+=(\d{4})-(\d{2})-(\d{2})/(?:\w+=(\d{2})/)?`)
)

// buffered is how long Firehose may gather records before it writes them: 900 seconds.
const buffered = 15 * time.Minute

// has tells whether an object may hold what arrived in the span: by its name, else by its folder, else by when it was written.
func (s Span) has(key string, modified time.Time) bool {
	if s.From.IsZero() && s.To.IsZero() {
		return true
	}
	first, last := modified.Add(-buffered), modified
	if from, long, is := writtenAt(key); is {
		first, last = from, from.Add(long+buffered)
	}
	return (s.To.IsZero() || first.Before(s.To)) && (s.From.IsZero() || !last.Before(s.From))
}

// writtenAt is what a key says of when its records came, from a moment on for so long.
func writtenAt(key string) (from time.Time, long time.Duration, is bool) {
	if m := firehoseName.FindStringSubmatch(key); m != nil {
		from, is = moment(m[1:])
		return from, 0, is
	}
	for _, expression := range []*regexp.Regexp{folders, dateFolder} {
		m := expression.FindStringSubmatch(key)
		if m == nil {
			continue
		}
		if m[4] == "" {
			from, is = moment(m[1:4])
			return from, 24 * time.Hour, is
		}
		from, is = moment(m[1:5])
		return from, time.Hour, is
	}
	return time.Time{}, 0, false
}

// moment reads year, month, day and what follows; false where they are no date.
func moment(parts []string) (time.Time, bool) {
	n := make([]int, 6)
	for i, part := range parts {
		n[i], _ = strconv.Atoi(part) // digits, by the expression
	}
	at := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC)
	return at, at.Year() == n[0] && int(at.Month()) == n[1] && at.Day() == n[2] && at.Hour() == n[3] && at.Minute() == n[4]
}
