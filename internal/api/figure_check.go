package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/selfcheck"
)

// FigureChecks is what came of comparing figures with Amazon Connect's own.
type FigureChecks struct {
	Instances []InstanceChecks `json:"instances" doc:"Those of which Amazon Connect is asked; none where it is not"`
}

// InstanceChecks are the checks of one instance.
type InstanceChecks struct {
	InstanceARN string                        `json:"instance_arn"`
	Zone        string                        `json:"zone" doc:"Time zone of the days"`
	Night       string                        `json:"night" example:"03:40" doc:"When the day before is checked; empty where that is off"`
	First       string                        `json:"first" doc:"The first day that can be checked: Amazon Connect keeps figures for three months"`
	Last        string                        `json:"last" doc:"The last one, which is yesterday"`
	Running     nullable[FigureCheckProgress] `json:"running" doc:"Null while nothing is being checked"`
	Waiting     []string                      `json:"waiting" doc:"Days that are to be checked, that which is being checked among them"`
	Days        []CheckedDay                  `json:"days" doc:"The newest check of each day, the newest day first"`
}

// FigureCheckProgress is how far the check of a day is.
type FigureCheckProgress struct {
	Day   string `json:"day"`
	Done  int    `json:"done" doc:"Intervals with differences that are explained"`
	Total int    `json:"total"`
}

// CheckedDay is the newest check of a day.
type CheckedDay struct {
	Day         string                 `json:"day" example:"2026-11-22"`
	Ended       *time.Time             `json:"ended" doc:"Null while it is under way"`
	Every       string                 `json:"every" enum:"15m,30m,1h,1d"`
	Queues      int                    `json:"queues" doc:"Standard queues, of which Amazon Connect was asked"`
	Figures     int                    `json:"figures" doc:"Compared: of each queue, interval and metric where either side has contacts"`
	Equal       int                    `json:"equal" doc:"Of them, before anything was restored"`
	Untold      int                    `json:"untold" doc:"Asked for, and not in the answer"`
	Contacts    int64                  `json:"contacts" doc:"That the figures count"`
	Outside     int64                  `json:"outside" doc:"Of that day, that they do not: without a queue, or in an agent's own"`
	Restored    int                    `json:"restored" doc:"Contacts whose records had not come, in all checks of the day"`
	Requests    int64                  `json:"requests"`
	Throttled   int64                  `json:"throttled" doc:"Requests that were refused because the account's quota was used up"`
	Problem     string                 `json:"problem" doc:"Why it could not be checked to its end: no_figures, nothing_here, stopped, or what Amazon Connect says; empty when it was"`
	Differing   int                    `json:"differing" doc:"Queues and intervals in which figures differed"`
	Unexplained int                    `json:"unexplained" doc:"Of them, those for which no cause was found"`
	Kinds       map[selfcheck.Kind]int `json:"kinds" doc:"Of them, those with such a cause"`
}

// CheckedDayReport is such a check with what differed.
type CheckedDayReport struct {
	CheckedDay
	Metrics     []string           `json:"metrics"`
	Differences []FigureDifference `json:"differences" doc:"By interval and queue, at most 1000"`
}

// FigureDifference is a queue and interval in which figures differed.
type FigureDifference struct {
	QueueARN string        `json:"queue_arn"`
	Queue    string        `json:"queue" doc:"Its name"`
	Start    time.Time     `json:"start"`
	End      time.Time     `json:"end"`
	Figures  []FigurePair  `json:"figures"`
	Causes   []FigureCause `json:"causes"`
	Settled  bool          `json:"settled" doc:"After what was restored or came late, the figures are equal"`
}

// FigurePair is a figure that differed. Null is none.
type FigurePair struct {
	Metric string   `json:"metric"`
	Unit   string   `json:"unit" enum:"count,seconds,percent"`
	Ours   *float64 `json:"ours"`
	Theirs *float64 `json:"theirs"`
	After  *float64 `json:"after" doc:"Ours at the end of the check"`
}

// FigureCause is why.
type FigureCause struct {
	Kind     string   `json:"kind" enum:"missing,erased,late,elsewhere,only_here,partial,definition,unexplained" doc:"missing: no record came. erased: kept out because they were erased or have passed their limit. late: records came after our figures were asked for. elsewhere: counted here in another queue or interval. only_here: not listed there. partial: restored from what does not tell all that a record does. definition: counted by rules that are known to differ"`
	Contacts int      `json:"contacts"`
	Restored int      `json:"restored" doc:"Of them, by DescribeContact"`
	IDs      []string `json:"contact_ids" doc:"At most 50"`
}

// checkedDayInput names a day of an instance.
type checkedDayInput struct {
	Instance string `path:"instance" maxLength:"256" doc:"Its id"`
	Day      string `path:"day" maxLength:"10" example:"2026-11-22"`
}

// figureCheckOrder is the body of POST /figure-checks.
type figureCheckOrder struct {
	Body struct {
		Instance string   `json:"instance,omitempty" maxLength:"256" doc:"ARN or id; it may be left out where there is one"`
		Days     []string `json:"days,omitempty" maxItems:"100" doc:"Yesterday unless given"`
	}
}

// figureCheckStop is the input of DELETE /figure-checks.
type figureCheckStop struct {
	Instance string `query:"instance" maxLength:"256" doc:"ARN or id; all when left out"`
}

// mostDifferences of one answer: more are a stream that is broken, and not for reading.
const mostDifferences = 1000

var (
	errNoChecks    = refuse(unavailable, "Figures are compared with Amazon Connect's by a server that may ask it: start one with --connect-instance.")
	errNoCheck     = refuse(notFound, "This day was not checked.")
	errNoneToCheck = refuse(notFound, "Amazon Connect is not asked about this instance.")
	errManyToCheck = refuse(unanswerable, "There are several instances: say which.")
	errDayTooOld   = refuse(unanswerable, "This day cannot be checked: it is not over yet, or more than three months ago.")
	errDayForm     = refuse(unanswerable, "A day is written as 2026-11-22.")
)

// figureChecks answers GET /figure-checks.
func (s *server) figureChecks(ctx context.Context, _ *none) (FigureChecks, error) {
	answer := FigureChecks{Instances: []InstanceChecks{}}
	if s.FigureCheck == nil {
		return answer, nil
	}
	for _, c := range s.FigureCheck.Checkers() {
		one, err := s.instanceChecks(ctx, c)
		if err != nil {
			return answer, err
		}
		answer.Instances = append(answer.Instances, one)
	}
	return answer, nil
}

func (s *server) instanceChecks(ctx context.Context, c *selfcheck.Checker) (InstanceChecks, error) {
	night, zone := c.Night()
	first, last := c.Span()
	one := InstanceChecks{InstanceARN: c.Instance(), Zone: zone.String(), First: first, Last: last, Days: []CheckedDay{}}
	if night != selfcheck.Never {
		one.Night = fmt.Sprintf("%02d:%02d", int(night.Hours()), int(night.Minutes())%60)
	}
	if running := c.Running(); running.Day != "" {
		one.Running = some(&FigureCheckProgress{running.Day, running.Done, running.Total})
	}
	var err error
	if one.Waiting, err = c.Waiting(ctx); err != nil {
		return one, err
	}
	days, err := s.FigureCheck.Days(ctx, c.Instance(), first)
	for _, d := range days {
		one.Days = append(one.Days, checkedDay(d))
	}
	return one, err
}

func checkedDay(s selfcheck.Summary) CheckedDay {
	r := s.Report
	return CheckedDay{
		Day: r.Day, Ended: moment(r.Ended), Every: string(r.Every), Queues: r.Queues, Figures: r.Figures, Equal: r.Equal, Untold: r.Untold,
		Contacts: r.Contacts, Outside: r.Outside, Restored: r.Restored, Requests: r.Requests, Throttled: r.Throttled, Problem: r.Problem,
		Differing: s.Differing, Unexplained: s.Unexplained, Kinds: s.Kinds,
	}
}

// checkedDay answers GET /figure-checks/{instance}/{day}.
func (s *server) checkedDay(ctx context.Context, in *checkedDayInput) (CheckedDayReport, error) {
	if s.FigureCheck == nil {
		return CheckedDayReport{}, errNoChecks
	}
	c := s.FigureCheck.Of(in.Instance)
	if c == nil {
		return CheckedDayReport{}, errNoneToCheck
	}
	r, there, err := s.FigureCheck.Day(ctx, c.Instance(), in.Day)
	if err != nil {
		return CheckedDayReport{}, err
	}
	if !there {
		return CheckedDayReport{}, errNoCheck
	}
	report := CheckedDayReport{CheckedDay: checkedDay(r.Summary()), Metrics: r.Metrics, Differences: []FigureDifference{}}
	if report.Metrics == nil {
		report.Metrics = []string{}
	}
	for _, d := range r.Differences[:min(len(r.Differences), mostDifferences)] {
		report.Differences = append(report.Differences, s.figureDifference(d))
	}
	return report, nil
}

func (s *server) figureDifference(d selfcheck.Difference) FigureDifference {
	one := FigureDifference{
		QueueARN: d.Queue, Queue: connect.ResourceID(d.Queue), Start: d.Start, End: d.End, Settled: d.Settled, Figures: []FigurePair{}, Causes: []FigureCause{},
	}
	if s.Directory != nil {
		one.Queue = cmp.Or(s.Directory.Name(d.Queue), one.Queue)
	}
	for _, p := range d.Figures {
		m, _ := metric.Find(p.Metric) // what was compared by an older version may be gone, and has no unit then
		one.Figures = append(one.Figures, FigurePair{Metric: p.Metric, Unit: string(m.Unit), Ours: p.Ours, Theirs: p.Theirs, After: p.After})
	}
	for _, c := range d.Causes {
		one.Causes = append(one.Causes, FigureCause{Kind: string(c.Kind), Contacts: c.Contacts, Restored: c.Restored, IDs: c.IDs})
	}
	return one
}

// checkFigures answers POST /figure-checks.
func (s *server) checkFigures(ctx context.Context, in *figureCheckOrder) (FigureChecks, error) {
	if s.FigureCheck == nil {
		return FigureChecks{}, errNoChecks
	}
	all := s.FigureCheck.Checkers()
	c := s.FigureCheck.Of(in.Body.Instance)
	switch {
	case in.Body.Instance == "" && len(all) == 1:
		c = all[0]
	case in.Body.Instance == "" && len(all) > 1:
		return FigureChecks{}, errManyToCheck
	case c == nil:
		return FigureChecks{}, errNoneToCheck
	}
	days := in.Body.Days
	if len(days) == 0 {
		_, yesterday := c.Span()
		days = []string{yesterday}
	}
	for _, day := range days {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return FigureChecks{}, errDayForm
		}
	}
	about(ctx, map[string]any{"instance": c.Instance(), "days": days})
	if err := c.Wish(ctx, days...); err != nil {
		if errors.Is(err, selfcheck.ErrDay) {
			return FigureChecks{}, errDayTooOld
		}
		return FigureChecks{}, err
	}
	return s.figureChecks(ctx, nil)
}

// stopFigureChecks answers DELETE /figure-checks.
func (s *server) stopFigureChecks(ctx context.Context, in *figureCheckStop) (FigureChecks, error) {
	if s.FigureCheck == nil {
		return FigureChecks{}, errNoChecks
	}
	for _, c := range s.FigureCheck.Checkers() {
		if in.Instance != "" && s.FigureCheck.Of(in.Instance) != c {
			continue
		}
		if err := c.Stop(ctx); err != nil {
			return FigureChecks{}, err
		}
	}
	return s.figureChecks(ctx, nil)
}
