package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// queryInput is the body of POST /query.
type queryInput struct {
	Body QueryRequest
}

// query answers POST /query.
func (s *server) query(ctx context.Context, in *queryInput) (QueryResult, error) {
	about(ctx, in.Body)
	q, err := s.metricQuery(ctx, &in.Body)
	if err != nil {
		return QueryResult{}, err
	}
	notes, err := s.outside(ctx, q)
	if err != nil {
		return QueryResult{}, err
	}
	incomplete, err := s.incompleteNow(ctx)
	if err != nil {
		return QueryResult{}, err
	}
	table, err := metric.Run(ctx, s.Store, q)
	if err != nil {
		return QueryResult{}, err
	}
	unknown, err := s.unknown(ctx, q.Where, emptyCells(table.Totals))
	if err != nil {
		return QueryResult{}, err
	}
	ungrouped, err := s.ungrouped(ctx, q.By, table)
	if err != nil {
		return QueryResult{}, err
	}
	notes = slices.Concat(notes, workingNote(in.Body.Only, q), unknown, ungrouped, incomplete)
	result := QueryResult{
		Columns: make([]QueryColumn, len(table.Columns)), Rows: table.Rows, Totals: table.Totals, Others: table.Others, DayStart: dayStart(q.DayStart),
		Notes: notes,
	}
	for i, column := range table.Columns {
		if result.Columns[i], err = queryColumn(column, q.Promised); err != nil {
			return QueryResult{}, err
		}
	}
	if top := table.Top; top != nil {
		result.Top = &QueryRanked{QueryTop{N: top.N, By: top.By, Dimension: string(top.Dimension), Least: top.Least}, top.Values}
	}
	if c := table.Compare; c != nil {
		result.Compare = &QueryPeriod{Period: string(c.Period), From: c.From, To: c.To}
	}
	return result, nil
}

// queryColumn describes a column; of a metric with parameters also how it is counted with these.
func queryColumn(column metric.TableColumn, promised metric.ByQueue) (QueryColumn, error) {
	of := QueryColumn{Name: column.Name, Kind: string(column.Kind), Unit: string(column.Unit)}
	if column.Kind != metric.MetricColumn || !strings.Contains(column.Name, ":") {
		return of, nil
	}
	m, err := promised.Find(column.Name)
	if err != nil {
		return of, fmt.Errorf("describe column %s: %w", column.Name, err)
	}
	definition := Text(m.Definition)
	of.Definition, of.Formula = &definition, m.Formula
	return of, nil
}

// metricQuery is a request as metric is asked for it.
func (s *server) metricQuery(ctx context.Context, in *QueryRequest) (metric.Query, error) {
	zone, err := s.zone(in.Zone)
	if err != nil {
		return metric.Query{}, err
	}
	where := queryFilters(in.Where)
	days, calendar, err := s.days(ctx, zone, where)
	if err != nil {
		return metric.Query{}, err
	}
	from, to, err := s.span(in.From, in.To, in.Range, days, calendar)
	if err != nil {
		return metric.Query{}, err
	}
	promised, err := s.promised(ctx)
	if err != nil {
		return metric.Query{}, err
	}
	q := metric.Query{
		Metrics: in.Metrics, From: from, To: to, Zone: zone, DayStart: days.From, Every: metric.Every(in.Every),
		TimeField: metric.TimeField(in.TimeField), Where: where, Scope: viewer(ctx),
		FollowCustomers: s.FollowCustomers, Promised: promised,
	}
	for _, dimension := range in.By {
		q.By = append(q.By, metric.Dimension(dimension))
	}
	if top := in.Top; top != nil {
		q.Top = &metric.Top{N: top.N, By: top.By, Dimension: metric.Dimension(top.Dimension), Least: top.Least}
	}
	if q.Compare, err = s.comparison(in.Compare, q, calendar); err != nil {
		return metric.Query{}, err
	}
	q.Within, err = workingTime(in.Only, calendar, q)
	return q, err
}

// comparison is the period that a request asks for, nil for none.
func (s *server) comparison(in *QueryCompare, q metric.Query, calendar *settings.Calendar) (*metric.Comparison, error) {
	if in == nil {
		return nil, nil
	}
	days := metric.Days{Zone: q.Zone, From: q.DayStart}
	c := &metric.Comparison{Period: metric.Period(in.Period), Now: s.Clock.Now()}
	if c.Period != "" {
		if in.From != "" || in.To != "" {
			return nil, fmt.Errorf("compare: %w: a period, or from and to; not both", metric.ErrRange)
		}
		if c.Period == metric.Previous {
			like := fair(q.From, q.To, c.Now, days, calendar)
			return &like, nil
		}
		if c.Period != metric.ComparableDay {
			return c, nil
		}
		day := days.Of(q.From)
		if q.To.After(days.Start(day.AddDate(0, 0, 1))) {
			return nil, fmt.Errorf("compare: %w: only one day has a comparable one; ask for a single day, or compare with week_before", metric.ErrRange)
		}
		like, _ := calendar.Comparable(day)
		c.Back = int(day.Sub(like) / (24 * time.Hour))
		return c, nil
	}
	from, to, err := parseRange(in.From, in.To, days)
	if err != nil {
		return nil, fmt.Errorf("compare: %w", err)
	}
	return &metric.Comparison{From: from, To: to}, nil
}

// queryFilters are a request's filters as metric knows them.
func queryFilters(filters []QueryFilter) []metric.Filter {
	var where []metric.Filter
	for _, filter := range filters {
		where = append(where, metric.Filter{Dimension: metric.Dimension(filter.Dimension), Values: filter.Values, Not: filter.Not})
	}
	return spelled(where)
}

// spelled writes the channels among filters as Amazon Connect does.
func spelled(where []metric.Filter) []metric.Filter {
	for i, filter := range where {
		if filter.Dimension == metric.Channel {
			where[i].Values = upper(filter.Values)
		}
	}
	return where
}
