package api

import (
	"context"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// mostMonthAgents is how many agents a month's table has: a page shows no more, and the Agents page has them all.
const mostMonthAgents = 50

// monthInput is the parameters of GET /month.
type monthInput struct {
	Month     string   `query:"month" doc:"The month; the present one unless given" example:"2026-11"`
	Zone      string   `query:"zone" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
	Queue     []string `query:"queue,explode" maxItems:"500" doc:"ARN, id or any name a queue ever had; repeat for several"`
	Channel   []string `query:"channel,explode" maxItems:"50" doc:"Such as VOICE; repeat for several"`
	Instance  []string `query:"instance,explode" maxItems:"100" doc:"ARN, id or name; repeat for several"`
	TimeField string   `query:"time_field" enum:"initiation,disconnect" doc:"Which moment of a contact puts it into the month; initiation unless given"`
}

// month answers GET /month. All its figures come from one call of the store, so they are of one state.
func (s *server) month(ctx context.Context, in *monthInput) (Month, error) {
	chosen, err := s.monthSelection(ctx, in)
	if err != nil {
		return Month{}, err
	}
	fresh, err := s.freshness(ctx, chosen.where)
	if err != nil {
		return Month{}, err
	}
	waiting, err := s.callsInQueue(ctx, chosen)
	if err != nil {
		return Month{}, err
	}
	if chosen.levels, err = s.levels(ctx); err != nil {
		return Month{}, err
	}
	plan, err := planMonth(chosen, s.Clock.Now())
	if err != nil {
		return Month{}, err
	}
	answers, err := s.Store.Query(ctx, plan.questions...)
	if err != nil {
		return Month{}, fmt.Errorf("query month: %w", err)
	}
	if len(answers) != len(plan.questions) {
		return Month{}, fmt.Errorf("query month: %d answers to %d questions", len(answers), len(plan.questions))
	}
	month, err := plan.assemble(answers, waiting, fresh)
	if err != nil {
		return Month{}, fmt.Errorf("assemble month: %w", err)
	}
	unknown, err := s.unknown(ctx, chosen.where, month.Panels.NumberOfCalls == 0)
	month.Notes = append(month.Notes, unknown...)
	return month, err
}

// monthSelection is the whole month asked for. Its errors wrap metric.ErrRange.
func (s *server) monthSelection(ctx context.Context, in *monthInput) (selection, error) {
	zone, err := s.zone(in.Zone)
	if err != nil {
		return selection{}, err
	}
	narrowed := RangeInput{Queue: in.Queue, Channel: in.Channel, Instance: in.Instance}
	chosen := selection{zone: zone, timeField: metric.TimeField(in.TimeField), where: narrowed.filters(), scope: viewer(ctx)}
	if chosen.timeField == "" {
		chosen.timeField = metric.ByInitiation
	}
	days, calendar, err := s.days(ctx, zone, chosen.where)
	if err != nil {
		return selection{}, err
	}
	chosen.calendar = calendar
	first := monthStart(days.Of(s.Clock.Now()))
	if in.Month != "" {
		if first, err = time.Parse("2006-01", in.Month); err != nil || first.Before(earliest) || !first.Before(latest) {
			return selection{}, fmt.Errorf("%w: %q is no month such as 2026-11, from 2000 to 2199", metric.ErrRange, in.Month)
		}
	}
	chosen.from, chosen.to = days.Start(first), days.Start(first.AddDate(0, 1, 0))
	return chosen, nil
}

func monthStart(date time.Time) time.Time {
	return time.Date(date.Year(), date.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// monthPlan is the questions of a month and where each one's answer belongs.
type monthPlan struct {
	chosen    selection // up to now, or the month's end
	before    selection // the month before, as far
	end       time.Time // of the month
	now       time.Time
	questions []metric.Question

	whole, queues figures // with service level
}

// Where the questions are. The panels take two each.
const (
	askMonthPanels  = 0
	askMonthBefore  = 2
	askMonthFigures = 4
	askMonthWas     = 5 // figures of the month before
	askMonthDays    = 6
	askMonthQueues  = 7
	askMonthAgents  = 8
)

// The metrics of a month's tables.
var (
	monthFigures = figuresOf("number_of_calls", "contacts_handled", "contacts_abandoned", "contacts_queued",
		"answer_rate", "abandonment_rate", "avg_handle_time", "average_call_duration", "average_after_contact_work")
	agentFigures = figuresOf("contacts_handled", "avg_handle_time", "average_call_duration", "average_after_contact_work")
)

func planMonth(chosen selection, now time.Time) (*monthPlan, error) {
	p := &monthPlan{chosen: chosen, before: chosen, end: chosen.to, now: now}
	before, err := chosen.previous(now)
	if err != nil {
		return nil, err
	}
	p.before.from, p.before.to = before.from, before.to
	p.whole, p.queues = chosen.levels.in(monthFigures), chosen.levels.ofQueues(queueFigures)
	if today := chosen.days().Of(now).AddDate(0, 0, 1); now.After(chosen.from) && now.Before(chosen.to) {
		p.chosen.to = chosen.days().Start(today) // all of today: a clock ahead of ours hides no contact
	}
	for _, c := range []selection{p.chosen, p.before} {
		panels, err := metric.PanelsQuestions(c.panels())
		if err != nil {
			return nil, err
		}
		p.questions = append(p.questions, panels...)
	}
	for _, next := range []struct {
		figures figures
		of      selection
		every   metric.Every
		by      []metric.Dimension
	}{
		{p.whole, p.chosen, metric.Total, nil},
		{p.whole, p.before, metric.Total, nil},
		{p.whole, p.chosen, metric.Day, nil},
		{p.queues, p.chosen, metric.Total, []metric.Dimension{metric.Queue}},
		{agentFigures, p.chosen, metric.Total, []metric.Dimension{metric.Agent}},
	} {
		edges, err := next.of.days().Edges(next.of.from, next.of.to, next.every)
		if err != nil {
			return nil, err
		}
		question := next.of.question(next.figures, edges)
		question.GroupBy = next.by
		p.questions = append(p.questions, question)
	}
	days := &p.questions[askMonthDays]
	days.Measures = append(days.Measures, metric.AgentMeasures(*days)[0]) // agents connected, behind the others
	return p, nil
}
