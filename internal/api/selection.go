package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// RangeInput is the query parameters of every question about a range.
type RangeInput struct {
	From      string   `query:"from" json:"from,omitempty" doc:"Start of the range: RFC 3339, or a date: the start of that day in zone" example:"2026-11-01"`
	To        string   `query:"to" json:"to,omitempty" doc:"End of the range, not in it" example:"2026-11-08"`
	Range     string   `query:"range" json:"range,omitempty" doc:"Instead of from and to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings" example:"last_business_day"`
	Zone      string   `query:"zone" json:"zone,omitempty" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
	Queue     []string `query:"queue,explode" json:"queue,omitempty" maxItems:"500" doc:"ARN, id or any name a queue ever had; repeat for several"`
	Channel   []string `query:"channel,explode" json:"channel,omitempty" maxItems:"50" doc:"Such as VOICE; repeat for several"`
	Instance  []string `query:"instance,explode" json:"instance,omitempty" maxItems:"100" doc:"ARN, id or name; repeat for several"`
	TimeField string   `query:"time_field" json:"time_field,omitempty" enum:"initiation,disconnect,enqueue,connected_to_agent" doc:"Which moment of a contact puts it into the range; initiation unless given"`
}

// longest is the longest range that is answered: every day of it is listed.
const longest = 10 * 366 * 24 * time.Hour

// earliest and latest bound the calendar: nothing of Amazon Connect lies before, and no zone's rules are known after.
var (
	earliest = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
)

// selection is which contacts a question is about.
type selection struct {
	from, to  time.Time // in zone
	zone      *time.Location
	calendar  *settings.Calendar
	levels    levels
	timeField metric.TimeField
	where     []metric.Filter
	scope     metric.Scope
}

// selection reads the parameters. Its errors wrap metric.ErrRange and say what would be right.
func (s *server) selection(ctx context.Context, in *RangeInput) (selection, error) {
	zone, err := s.zone(in.Zone)
	if err != nil {
		return selection{}, err
	}
	where := in.filters()
	days, calendar, err := s.days(ctx, zone, where)
	if err != nil {
		return selection{}, err
	}
	from, to, err := s.span(in.From, in.To, in.Range, days, calendar)
	if err != nil {
		return selection{}, err
	}
	field := metric.TimeField(in.TimeField)
	if field == "" {
		field = metric.ByInitiation
	}
	return selection{from: from, to: to, zone: zone, calendar: calendar, timeField: field, where: where, scope: viewer(ctx)}, nil
}

// days is how a question with these filters cuts time into days, and the calendar that says so.
func (s *server) days(ctx context.Context, zone *time.Location, where []metric.Filter) (metric.Days, *settings.Calendar, error) {
	all, err := s.allSettings(ctx)
	if err != nil {
		return metric.Days{}, nil, err
	}
	calendar, err := s.calendarOf(where, all)
	if err != nil {
		return metric.Days{}, nil, fmt.Errorf("read settings: %w", err)
	}
	return metric.Days{Zone: zone, From: calendar.Start}, calendar, nil
}

// days is how the selection cuts time into days.
func (c selection) days() metric.Days {
	if c.calendar == nil {
		return metric.Days{Zone: c.zone}
	}
	return metric.Days{Zone: c.zone, From: c.calendar.Start}
}

// previous is the range that the selection is compared with.
func (c selection) previous(now time.Time) (period, error) {
	return previous(c.from, c.to, now, c.days(), c.calendar)
}

// zone finds the zone asked for, or the server's own.
func (s *server) zone(name string) (*time.Location, error) {
	if name == "" {
		name = s.Zone
	}
	return metric.LoadZone(name)
}

// filters are the chosen queues, channels and instances; within one list any may fit, all lists must.
func (in *RangeInput) filters() []metric.Filter {
	var where []metric.Filter
	add := func(dimension metric.Dimension, values []string) {
		if len(values) > 0 {
			where = append(where, metric.Filter{Dimension: dimension, Values: values})
		}
	}
	add(metric.Queue, in.Queue)
	add(metric.Channel, upper(in.Channel))
	add(metric.Instance, in.Instance)
	return where
}

// upper writes channels as Amazon Connect does.
func upper(values []string) []string {
	var out []string
	for _, value := range values {
		out = append(out, strings.ToUpper(value))
	}
	return out
}

// span reads a half-open range, or one that is named by what it is today.
func (s *server) span(from, to, preset string, days metric.Days, calendar *settings.Calendar) (begin, end time.Time, err error) {
	switch {
	case preset == "":
		return parseRange(from, to, days)
	case from != "" || to != "":
		return begin, end, fmt.Errorf("%w: ask for a range by its name, or from when to when; not both", metric.ErrRange)
	}
	first, last, err := calendar.Range(settings.Preset(preset), days.Of(s.Clock.Now()))
	return days.Start(first), days.Start(last), err
}

// parseRange reads a half-open range and refuses those that make no sense.
func parseRange(from, to string, days metric.Days) (begin, end time.Time, err error) {
	if from == "" || to == "" {
		return begin, end, fmt.Errorf("%w: say from when to when, such as from=2026-11-01&to=2026-11-08", metric.ErrRange)
	}
	if begin, err = days.Parse(from); err != nil {
		return begin, end, fmt.Errorf("from: %w", err)
	}
	if end, err = days.Parse(to); err != nil {
		return begin, end, fmt.Errorf("to: %w", err)
	}
	switch {
	case !begin.Before(end):
		return begin, end, fmt.Errorf("%w: to must be after from; the range is half open, so a single day ends with the next date", metric.ErrRange)
	case begin.Before(earliest) || end.After(latest):
		return begin, end, fmt.Errorf("%w: choose dates between the years 2000 and 2199", metric.ErrRange)
	case end.Sub(begin) > longest:
		return begin, end, fmt.Errorf("%w: at most ten years can be asked for at once; ask for a part of them", metric.ErrRange)
	}
	return begin, end, nil
}
