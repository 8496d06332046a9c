package settings

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// Fault is one thing that is wrong: where, as a path through the JSON such as working_hours[2].close, and what, for people.
type Fault struct {
	Path string
	Text string
}

// How much of everything there may be.
const (
	mostOwnDays = 500
	mostQueues  = 2000
	mostLimits  = 4000
	longestName = 100
)

// faults collects.
type faults []Fault

func (f *faults) add(path, format string, args ...any) {
	*f = append(*f, Fault{Path: path, Text: fmt.Sprintf(format, args...)})
}

// Faults lists everything that is wrong with settings, all at once; none when they can be kept. Instance is whose they are,
// "" for all: queues of another instance are none of its queues.
func (s Settings) Faults(instance string) []Fault {
	var f faults
	start, err := metric.ParseClock(s.BusinessDayStart)
	if err != nil || start >= 24*time.Hour {
		f.add("business_day_start", "Write a time of day from 00:00 to 23:59, such as 04:00.")
		start = 0
	}
	s.hoursFaults(&f, start)
	s.holidayFaults(&f)
	s.ServiceLevel.faults(&f, "service_level")
	s.queueFaults(&f, instance)
	s.AbandonLimits.faults(&f, "abandon_limits")
	s.waitFaults(&f, instance)
	return f
}

func (s Settings) hoursFaults(f *faults, start time.Duration) {
	var seen []string
	for i, h := range s.WorkingHours {
		path := fmt.Sprintf("working_hours[%d]", i)
		if !slices.Contains(Weekdays(), h.Weekday) || slices.Contains(seen, h.Weekday) {
			f.add(path+".weekday", "Name each weekday once: monday to sunday.")
		}
		seen = append(seen, h.Weekday)
		from, err := metric.ParseClock(h.Open)
		if err != nil || from >= 24*time.Hour {
			f.add(path+".open", "Write a time of day from 00:00 to 23:59, such as 09:00.")
			continue
		}
		to, err := metric.ParseClock(h.Close)
		switch {
		case err != nil:
			f.add(path+".close", "Write a time of day from 00:00 to 24:00, such as 18:00.")
		case from < start:
			f.add(path+".open", "The day begins at %s, so it cannot open before; open then or later.", s.BusinessDayStart)
		case to <= from && to > start:
			f.add(path+".close", "Close after %s, or the next morning by %s, when the next day begins.", h.Open, s.BusinessDayStart)
		}
	}
}

func (s Settings) holidayFaults(f *faults) {
	if s.Holidays.Country != "" && s.Holidays.Country != "KR" {
		f.add("holidays.country", "Holidays are known of KR only; leave it empty and add the days by hand.")
	}
	if len(s.Holidays.Added) > mostOwnDays || len(s.Holidays.Removed) > mostOwnDays {
		f.add("holidays", "At most %d days can be added and %d taken away.", mostOwnDays, mostOwnDays)
		return
	}
	var seen []string
	for i, own := range s.Holidays.Added {
		path := fmt.Sprintf("holidays.added[%d]", i)
		switch {
		case !isDay(own.Day):
			f.add(path+".day", "Choose a date between 2000 and 2199, such as 2026-12-24.")
		case slices.Contains(seen, own.Day):
			f.add(path+".day", "%s is there twice.", own.Day)
		}
		seen = append(seen, own.Day)
		if name := strings.TrimSpace(own.Name); name == "" || len([]rune(name)) > longestName {
			f.add(path+".name", "Give the day a name of at most %d characters.", longestName)
		}
	}
	for i, day := range s.Holidays.Removed {
		if !isDay(day) {
			f.add(fmt.Sprintf("holidays.removed[%d]", i), "Choose a date between 2000 and 2199, such as 2026-05-01.")
		}
	}
}

func isDay(text string) bool {
	date, err := time.Parse(time.DateOnly, text)
	return err == nil && date.Year() >= 2000 && date.Year() < 2200
}

// longest is Amazon's limit of a service level, and of what a contact waits: seven days, in seconds.
const longest = 604_800

func (l Promise) faults(f *faults, path string) {
	switch {
	case l.Seconds < 1 || l.Seconds > longest:
		f.add(path+".seconds", "Write a whole number of seconds from 1 to %d.", longest)
	case l.Short < 0 || l.Short > longest:
		f.add(path+".short", "Write a whole number of seconds from 0 to %d.", longest)
	case l.Abandons == "out" && l.Short > 0:
		f.add(path+".short", "Abandoned contacts are left out altogether; write 0 here, or leave only the short ones out.")
	default:
		if _, err := metric.Find("service_level:" + l.Parameters()); err != nil {
			f.add(path, "compare is lt or lte, of is removed or answered, abandons is in or out.")
		}
	}
	if !(l.Target > 0 && l.Target <= 100) { // also refuses what is no number
		f.add(path+".target", "Write a target from 1 to 100 percent.")
	}
}

func (s Settings) queueFaults(f *faults, instance string) {
	if len(s.Queues) > mostQueues {
		f.add("queues", "At most %d queues can have a service level of their own.", mostQueues)
		return
	}
	seen := map[string]bool{}
	for i, q := range s.Queues {
		path := fmt.Sprintf("queues[%d]", i)
		f.queue(path+".queue_arn", q.QueueARN, instance)
		if seen[q.QueueARN] {
			f.add(path+".queue_arn", "This queue is there twice.")
		}
		seen[q.QueueARN] = true
		q.ServiceLevel.faults(f, path+".service_level")
	}
}

// queue finds fault with what names no queue of an instance; of any where that is "".
func (f *faults) queue(path, arn, instance string) {
	switch of := InstanceOf(arn); {
	case of == "":
		f.add(path, "Name the queue by its ARN.")
	case instance != "" && of != instance:
		f.add(path, "This queue belongs to another instance.")
	}
}

func (l AbandonLimits) faults(f *faults, path string) {
	if !(l.Warn > 0 && l.Warn <= 100) { // also refuses what is no number
		f.add(path+".warn_percent", "Write a percentage above 0, at most 100.")
	}
	if !(l.Bad > l.Warn && l.Bad <= 100) {
		f.add(path+".bad_percent", "Write more than for high abandonment, at most 100 percent.")
	}
}

func (s Settings) waitFaults(f *faults, instance string) {
	if len(s.WaitLimits) > mostLimits {
		f.add("wait_limits", "At most %d limits of waits can be set.", mostLimits)
		return
	}
	type place struct{ queue, channel string }
	seen := map[place]bool{}
	for i, l := range s.WaitLimits {
		path, at := fmt.Sprintf("wait_limits[%d]", i), place{l.QueueARN, l.Channel}
		f.queue(path+".queue_arn", l.QueueARN, instance)
		if l.Channel != "" && !slices.Contains(Channels(), l.Channel) {
			f.add(path+".channel", "Choose one of %s, or leave it empty for all.", strings.Join(Channels(), ", "))
		}
		if seen[at] {
			f.add(path+".channel", "This queue has limits for this channel already.")
		}
		seen[at] = true
		if l.Warn < 1 || l.Warn > longest {
			f.add(path+".warn_seconds", "Write a whole number of seconds from 1 to %d.", longest)
		}
		if l.Bad <= l.Warn || l.Bad > longest {
			f.add(path+".bad_seconds", "Write more seconds than for a long wait, at most %d.", longest)
		}
	}
}
