package api

import (
	"context"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// Shape of the Overview.
const (
	daysShown   = 365
	averageDays = 7
)

// overview answers GET /overview. All its figures come from one call of the store, so they are of one state.
func (s *server) overview(ctx context.Context, in *RangeInput) (Overview, error) {
	chosen, err := s.selection(ctx, in)
	if err != nil {
		return Overview{}, err
	}
	fresh, err := s.freshness(ctx, chosen.where)
	if err != nil {
		return Overview{}, err
	}
	waiting, err := s.callsInQueue(ctx, chosen)
	if err != nil {
		return Overview{}, err
	}
	if chosen.levels, err = s.levels(ctx); err != nil {
		return Overview{}, err
	}
	plan, err := planOverview(chosen, s.Clock.Now().In(chosen.zone))
	if err != nil {
		return Overview{}, err
	}
	answers, err := s.Store.Query(ctx, plan.questions...)
	if err != nil {
		return Overview{}, fmt.Errorf("query overview: %w", err)
	}
	if len(answers) != len(plan.questions) {
		return Overview{}, fmt.Errorf("query overview: %d answers to %d questions", len(answers), len(plan.questions))
	}
	o, err := plan.assemble(answers, waiting, fresh)
	if err != nil {
		return Overview{}, err
	}
	unknown, err := s.unknown(ctx, chosen.where, o.Panels.NumberOfCalls == 0)
	o.Notes = append(o.Notes, unknown...)
	return o, err
}

// overviewPlan is the questions of an Overview and where each one's answer belongs.
type overviewPlan struct {
	chosen    selection
	before    selection
	kind      string // of before
	interval  metric.Every
	now       time.Time
	today     time.Time
	compare   time.Time // the day that is like today
	compareAs settings.Comparison
	questions []metric.Question

	rates, points, queues figures // with service level
}

// Where the questions are. The panels take two each.
const (
	askPanels  = 0
	askBefore  = 2
	askRates   = 4
	askRated   = 5 // rates of the range before
	askSeries  = 6
	askToday   = 7
	askCompare = 8
	askDays    = 9
	askQueues  = 10
)

func planOverview(chosen selection, now time.Time) (*overviewPlan, error) {
	before, err := chosen.previous(now)
	if err != nil {
		return nil, err
	}
	p := &overviewPlan{chosen: chosen, before: chosen, kind: before.kind, interval: interval(chosen), now: now}
	p.before.from, p.before.to = before.from, before.to
	p.rates, p.points, p.queues = chosen.levels.in(rateFigures), chosen.levels.in(pointFigures), chosen.levels.ofQueues(queueFigures)
	days := chosen.days()
	date := days.Of(now)
	start := func(shift int) time.Time { return days.Start(date.AddDate(0, 0, shift)) }
	like, as := chosen.calendar.Comparable(date)
	p.today, p.compare, p.compareAs = start(0), days.Start(like), as

	for _, c := range []selection{chosen, p.before} {
		panels, err := metric.PanelsQuestions(c.panels())
		if err != nil {
			return nil, err
		}
		p.questions = append(p.questions, panels...)
	}
	err = p.ask(p.rates, chosen.from, chosen.to, metric.Total)
	for _, next := range []struct {
		figures  figures
		from, to time.Time
		every    metric.Every
	}{
		{p.rates, p.before.from, p.before.to, metric.Total},
		{p.points, chosen.from, chosen.to, p.interval},
		{countFigures, p.today, start(1), metric.Quarter},
		{countFigures, p.compare, days.Start(like.AddDate(0, 0, 1)), metric.Quarter},
		{dayFigures, start(1 - daysShown - averageDays + 1), start(1), metric.Day},
		{p.queues, chosen.from, chosen.to, metric.Total},
	} {
		if err == nil {
			err = p.ask(next.figures, next.from, next.to, next.every)
		}
	}
	if err != nil {
		return nil, err
	}
	series, queues := &p.questions[askSeries], &p.questions[askQueues]
	series.Measures = append(series.Measures, metric.AgentMeasures(*series)[0]) // agents connected, behind the others
	queues.GroupBy = []metric.Dimension{metric.Queue}
	return p, nil
}

// ask adds a question.
func (p *overviewPlan) ask(f figures, from, to time.Time, every metric.Every) error {
	edges, err := p.chosen.days().Edges(from, to, every)
	if err != nil {
		return err
	}
	p.questions = append(p.questions, p.chosen.question(f, edges))
	return nil
}

// interval is the step of a range's small lines: quarters for up to two days, hours for up to two weeks, then days. A
// day more or less is for the clocks.
func interval(c selection) metric.Every {
	switch length := c.to.Sub(c.from); {
	case length <= 50*time.Hour:
		return metric.Quarter
	case length <= 15*24*time.Hour:
		return metric.Hour
	}
	return metric.Day
}

func (p *overviewPlan) assemble(answers [][]metric.Slice, waiting *CallsInQueue, fresh freshness) (Overview, error) {
	panels, err := assemblePanels(p.chosen, p.questions[askPanels:askBefore], answers[askPanels:askBefore], waiting, fresh)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{
		From: p.chosen.from, To: p.chosen.to, Zone: panels.Zone, TimeField: panels.TimeField, DayStart: panels.DayStart,
		AsOf: panels.AsOf, FinalUntil: panels.FinalUntil, Projected: fresh.projected, Panels: panels,
		Notes:  append([]QueryNote{}, fresh.notes(p.chosen.from, p.chosen.to, p.chosen.zone)...),
		Queues: queueRows(p.queues, answers[askQueues], p.chosen.levels),
	}
	for _, part := range []func(*Overview, [][]metric.Slice) error{p.addRates, p.addPrevious, p.addSeries, p.addToday} {
		if err := part(&o, answers); err != nil {
			return Overview{}, fmt.Errorf("assemble overview: %w", err)
		}
	}
	if o.Days, err = p.days(answers[askDays], fresh.oldest); err != nil {
		return Overview{}, fmt.Errorf("assemble overview: %w", err)
	}
	return o, nil
}

// sums spreads the answer to a question over its buckets.
func (p *overviewPlan) sums(f figures, question int, answers [][]metric.Slice) ([]sum, error) {
	return buckets(f, p.questions[question].Edges, answers[question])
}

func (p *overviewPlan) addRates(o *Overview, answers [][]metric.Slice) error {
	rates, err := p.sums(p.rates, askRates, answers)
	if err != nil {
		return err
	}
	o.ServiceLevel, o.AbandonmentRate = p.chosen.levels.of(rates[0]), rates[0].abandonmentRate()
	return nil
}

func (p *overviewPlan) addPrevious(o *Overview, answers [][]metric.Slice) error {
	panels, err := metric.AssemblePanels(p.before.panels(), p.questions[askBefore:askRates], answers[askBefore:askRates], nil)
	if err != nil {
		return err
	}
	rates, err := p.sums(p.rates, askRated, answers)
	if err != nil {
		return err
	}
	o.Previous = PreviousPeriod{
		From: p.before.from, To: p.before.to, Kind: p.kind,
		Panels: PreviousPanels{
			NumberOfCalls:           panels.NumberOfCalls,
			AverageAfterContactWork: AverageAfterContactWork(panels.AverageACW),
			AverageCallDuration:     AverageDuration(panels.AverageCall),
			NumberOfAgents:          panels.NumberOfAgents,
		},
		ServiceLevel: p.chosen.levels.of(rates[0]), AbandonmentRate: rates[0].abandonmentRate(),
	}
	return nil
}
