package api

import (
	"cmp"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

func (p *monthPlan) assemble(answers [][]metric.Slice, waiting *CallsInQueue, fresh freshness) (Month, error) {
	panels, err := assemblePanels(p.chosen, p.questions[askMonthPanels:askMonthBefore], answers[askMonthPanels:askMonthBefore], waiting, fresh)
	if err != nil {
		return Month{}, err
	}
	was, err := assemblePanels(p.before, p.questions[askMonthBefore:askMonthFigures], answers[askMonthBefore:askMonthFigures], nil, fresh)
	if err != nil {
		return Month{}, err
	}
	figures, err := p.figures(askMonthFigures, answers, panels, p.chosen, fresh.oldest)
	if err != nil {
		return Month{}, err
	}
	before, err := p.figures(askMonthWas, answers, was, p.before, fresh.oldest)
	if err != nil {
		return Month{}, err
	}
	days, err := p.days(answers[askMonthDays])
	if err != nil {
		return Month{}, err
	}
	agents := monthAgents(answers[askMonthAgents])
	cut := p.chosen.days()
	var from *string
	if first := cut.Name(fresh.oldest.UnixMilli()); fresh.oldest.After(p.before.from) {
		from = &first
	}
	return Month{
		Month: monthName(cut.Of(p.chosen.from)), From: p.chosen.from, To: p.end, Until: earlierOf(later(p.now.In(p.chosen.zone), p.chosen.from), p.end),
		Zone: panels.Zone, TimeField: panels.TimeField, DayStart: panels.DayStart, AsOf: panels.AsOf, FinalUntil: panels.FinalUntil,
		Projected: fresh.projected, Notes: append([]QueryNote{}, fresh.incomplete...), Figures: figures, Panels: panels,
		Previous: MonthBefore{Month: monthName(cut.Of(p.before.from)), From: p.before.from, To: p.before.to, Figures: before, RecordsFrom: from},
		Days:     days, Queues: queueRows(p.queues, answers[askMonthQueues], p.chosen.levels),
		Agents: agents[:min(len(agents), mostMonthAgents)], AgentsIn: len(agents),
	}, nil
}

func monthName(date time.Time) string { return date.Format("2006-01") }

// figures are those of a range, with the mean of its working days.
func (p *monthPlan) figures(question int, answers [][]metric.Slice, panels Panels, of selection, oldest time.Time) (MonthFigures, error) {
	sums, err := buckets(p.whole, p.questions[question].Edges, answers[question])
	if err != nil {
		return MonthFigures{}, err
	}
	all := sums[0]
	worked := p.worked(panels.CallsPerDay, of, oldest)
	return MonthFigures{
		NumberOfCalls: panels.NumberOfCalls, Handled: all.count("contacts_handled"), Abandoned: all.count("contacts_abandoned"),
		Queued: all.count("contacts_queued"), ServiceLevel: p.chosen.levels.of(all), AnswerRate: all.answerRate(),
		AbandonmentRate: all.abandonmentRate(), AverageHandleTime: all.average("avg_handle_time"),
		AverageCallDuration: panels.AverageCallDuration, AverageAfterContactWork: panels.AverageAfterContactWork,
		NumberOfAgents: panels.NumberOfAgents, WorkingDays: worked.days, PerWorkingDay: metric.Mean(worked.contacts, int64(worked.days)).Pointer(),
		WorkedFrom: worked.from, WorkedTo: worked.to,
	}, nil
}

// workedDays are working days and their contacts. All working days from the first to the last of them are among them.
type workedDays struct {
	days     int
	contacts int64
	from, to *string // the first day, and the one after the last; nil without any
}

// worked are the working days that lie wholly in the range, are over and have begun after the first record.
func (p *monthPlan) worked(calls []DayCalls, of selection, oldest time.Time) workedDays {
	var all workedDays
	cut := of.days()
	for _, day := range calls {
		date, err := time.Parse(time.DateOnly, day.Day)
		if err != nil || !of.calendar.Works(date) {
			continue
		}
		next := date.AddDate(0, 0, 1)
		end := cut.Start(next)
		if !cut.Start(date).Before(oldest) && !end.After(of.to) && !end.After(p.now) {
			all.days++
			all.contacts += day.Calls
			if all.from == nil {
				all.from = &day.Day
			}
			last := next.Format(time.DateOnly)
			all.to = &last
		}
	}
	return all
}

func (p *monthPlan) days(answer []metric.Slice) ([]MonthDay, error) {
	edges := p.questions[askMonthDays].Edges
	sums, err := buckets(p.whole, edges, answer)
	if err != nil {
		return nil, err
	}
	days := make([]MonthDay, len(sums))
	for i, day := range sums {
		date := p.chosen.days().Of(time.UnixMilli(edges[i]))
		days[i] = MonthDay{
			Day: date.Format(time.DateOnly), Works: p.chosen.calendar.Works(date),
			Contacts: day.count("number_of_calls"), Queued: day.count("contacts_queued"),
			Handled: day.count("contacts_handled"), Abandoned: day.count("contacts_abandoned"),
			ServiceLevel: p.chosen.levels.of(day), AnswerRate: day.answerRate(), AbandonmentRate: day.abandonmentRate(),
			HandleSeconds: day.figure("avg_handle_time"), CallSeconds: day.figure("average_call_duration"),
			ACWSeconds: day.figure("average_after_contact_work"),
		}
		if name, holiday := p.chosen.calendar.Holiday(date); holiday {
			text := Text(name)
			days[i].Holiday = some(&text)
		}
		if behind := len(p.whole.measures); len(day.values) > behind {
			days[i].Agents = day.values[behind].Or(0)
		}
	}
	return days, nil
}

func (s sum) answerRate() AnswerRate {
	return AnswerRate{Percent: s.figure("answer_rate"), Answered: s.input("answer_rate", 0), Queued: s.input("answer_rate", 1)}
}

// monthAgents are those with most contacts handled first. Contacts without agent have no row.
func monthAgents(answer []metric.Slice) []MonthAgent {
	agents := []MonthAgent{}
	for _, slice := range answer {
		arn := slice.Keys[0]
		if arn == "" {
			continue
		}
		of := sum{figures: agentFigures, values: slice.Values}
		agents = append(agents, MonthAgent{
			AgentARN: arn, AgentName: label(metric.Agent, arn, slice.Names[0]), Handled: of.count("contacts_handled"),
			HandleSeconds: of.figure("avg_handle_time"), CallSeconds: of.figure("average_call_duration"),
			ACWSeconds: of.figure("average_after_contact_work"),
		})
	}
	slices.SortFunc(agents, func(a, b MonthAgent) int {
		return cmp.Or(-cmp.Compare(a.Handled, b.Handled), cmp.Compare(a.AgentName, b.AgentName), cmp.Compare(a.AgentARN, b.AgentARN))
	})
	return agents
}
