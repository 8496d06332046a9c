package api

import (
	"context"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// dayMean is the working days over which a number of contacts is divided.
type dayMean struct {
	edges []int64 // of all days of the range
	works []bool  // which of them count
	n     int64   // how many these are
}

// dayMeanOf is nil where a request asks for the figure itself. Errors wrap metric.ErrQuestion or metric.ErrRange.
func dayMeanOf(in *ExplainRequest, q metric.FigureQuery, m metric.Metric, days metric.Days, calendar *settings.Calendar) (*dayMean, error) {
	if in.Per == "" {
		return nil, nil
	}
	if m.Combine != metric.AsCount || m.Source != metric.OfContacts || m.Measures[0].Aggregate != metric.Count {
		return nil, fmt.Errorf("%w: %s is no number of contacts, so it has no mean per working day; ask for one such as number_of_calls",
			metric.ErrQuestion, in.Metric)
	}
	first, end := days.Of(q.From), days.Of(q.To)
	if !q.From.Equal(days.Start(first)) || !q.To.Equal(days.Start(end)) {
		return nil, fmt.Errorf("%w: a mean per working day is of whole days; ask from the start of one to the start of another", metric.ErrRange)
	}
	edges, err := days.Edges(q.From, q.To, metric.Day)
	if err != nil {
		return nil, err
	}
	mean := &dayMean{edges: edges, n: int64(calendar.WorkingDays(first, end))}
	for date := first; date.Before(end); date = date.AddDate(0, 0, 1) {
		mean.works = append(mean.works, calendar.Works(date))
	}
	return mean, nil
}

// part is the number of days, as what a figure is divided by.
func (d *dayMean) part() ExplainPart {
	return ExplainPart{Aggregate: "days", Formula: "working_days", Columns: []ColumnInfo{}, Unit: string(metric.UnitCount), Value: &d.n}
}

// listDays lists the days that count, each with its contacts.
func (e *explaining) listDays(ctx context.Context) error {
	byDay := e.plan.Question
	byDay.Edges = e.perDay.edges
	page, err := e.store.Contacts(ctx, e.contacts(metric.Any(), byDay)) // no contact: only what is asked beside
	if err != nil {
		return err
	}
	e.answer = page.Beside[0]
	ofDay := make([][]metric.Slice, len(e.perDay.works))
	for _, slice := range page.Beside[1] {
		ofDay[slice.Bucket] = append(ofDay[slice.Bucket], slice)
	}
	for i, works := range e.perDay.works {
		if !works {
			continue
		}
		values, err := e.plan.Values(byDay, ofDay[i])
		if err != nil {
			return err
		}
		e.list.Days = append(e.list.Days, ExplainedDay{
			From: time.UnixMilli(e.perDay.edges[i]).In(e.zone), To: time.UnixMilli(e.perDay.edges[i+1]).In(e.zone), Contacts: values[0].Or(0),
		})
	}
	e.list.Total = int64(len(e.list.Days))
	return nil
}
