package api

import (
	"cmp"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// addSeries lists the range's steps that have begun.
func (p *overviewPlan) addSeries(o *Overview, answers [][]metric.Slice) error {
	steps, err := p.sums(p.points, askSeries, answers)
	if err != nil {
		return err
	}
	o.Series = Series{Interval: string(p.interval), Points: []SeriesPoint{}}
	for i, step := range steps {
		start := p.start(askSeries, i)
		if start.After(p.now) {
			break
		}
		point := SeriesPoint{
			Start: start, Calls: step.count("number_of_calls"),
			ACWSeconds: step.figure("average_after_contact_work"), CallDurationSeconds: step.figure("average_call_duration"),
			ServiceLevel: step.figure("service_level"), AbandonmentRate: step.figure("abandonment_rate"),
		}
		if behind := len(p.points.measures); len(step.values) > behind {
			point.Agents = step.values[behind].Or(0)
		}
		o.Series.Points = append(o.Series.Points, point)
	}
	return nil
}

// addToday lists the quarters of an hour of today so far and of the day it is compared with.
func (p *overviewPlan) addToday(o *Overview, answers [][]metric.Slice) error {
	today, err := p.sums(countFigures, askToday, answers)
	if err != nil {
		return err
	}
	compare, err := p.sums(countFigures, askCompare, answers)
	if err != nil {
		return err
	}
	o.Today = Today{
		Day: p.chosen.days().Of(p.today).Format(time.DateOnly), CompareDay: p.chosen.days().Of(p.compare).Format(time.DateOnly),
		CompareKind: string(p.compareAs),
		Points:      []TodayPoint{}, Compare: []TodayPoint{},
	}
	for i, quarter := range today {
		if start := p.start(askToday, i); !start.After(p.now) {
			o.Today.Points = append(o.Today.Points, TodayPoint{Start: start, Contacts: quarter.count("number_of_calls")})
		}
	}
	for i, quarter := range compare {
		o.Today.Compare = append(o.Today.Compare, TodayPoint{Start: p.start(askCompare, i), Contacts: quarter.count("number_of_calls")})
	}
	return nil
}

// start is the beginning of a question's bucket, in the zone.
func (p *overviewPlan) start(question, bucket int) time.Time {
	return time.UnixMilli(p.questions[question].Edges[bucket]).In(p.chosen.zone)
}

// days lists the year with its 7-day average. Before there were seven days of records there is no average.
func (p *overviewPlan) days(answer []metric.Slice, oldest time.Time) ([]Day, error) {
	edges := p.questions[askDays].Edges
	sums, err := buckets(dayFigures, edges, answer)
	if err != nil {
		return nil, err
	}
	year := make([]Day, 0, daysShown)
	window := int64(0)
	for i, day := range sums {
		contacts := day.count("number_of_calls")
		window += contacts
		if i >= averageDays {
			window -= sums[i-averageDays].count("number_of_calls")
		}
		if i < averageDays-1 {
			continue // asked for the average of the days after it only
		}
		row := Day{
			Day:      p.chosen.days().Name(edges[i]),
			Contacts: contacts, Handled: day.count("contacts_handled"), Abandoned: day.count("contacts_abandoned"),
		}
		// The window counts once its first day lies wholly after, or is, the day of the oldest contact.
		if !oldest.IsZero() && edges[i-averageDays+2] > oldest.UnixMilli() {
			row.Average7d = metric.Mean(window, averageDays).Pointer()
		}
		year = append(year, row)
	}
	return year, nil
}

// queueRows are the queues of the range, those with most contacts first, contacts without queue last.
func queueRows(f figures, answer []metric.Slice, by levels) []QueueFigures {
	rows := make([]QueueFigures, 0, len(answer))
	for _, slice := range answer {
		s, arn := sum{figures: f, values: slice.Values}, slice.Keys[0]
		rows = append(rows, QueueFigures{
			QueueARN: arn, QueueName: label(metric.Queue, arn, slice.Names[0]),
			Contacts: s.count("number_of_calls"), Callbacks: s.count("callback_contacts"), VoiceOrChat: s.value(measureVoiceOrChat.Name),
			Queued: s.count("contacts_queued"), Handled: s.count("contacts_handled"), Abandoned: s.count("contacts_abandoned"),
			ServiceLevel: by.ofQueue(arn, s), AbandonmentRate: s.abandonmentRate(),
			AverageCallDuration: s.average("average_call_duration"),
		})
	}
	slices.SortFunc(rows, func(a, b QueueFigures) int {
		return cmp.Or(
			-cmp.Compare(min(1, len(a.QueueARN)), min(1, len(b.QueueARN))),
			-cmp.Compare(a.Contacts, b.Contacts),
			cmp.Compare(a.QueueName, b.QueueName), cmp.Compare(a.QueueARN, b.QueueARN),
		)
	})
	return rows
}
