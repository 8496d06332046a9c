package api

import (
	"context"
	"fmt"

	"github.com/ringside/ringside/internal/metric"
)

// queryInput is the body of POST /query.
type queryInput struct {
	Body QueryRequest
}

// query answers POST /query.
func (s *server) query(ctx context.Context, in *queryInput) (QueryResult, error) {
	q, err := s.metricQuery(ctx, &in.Body)
	if err != nil {
		return QueryResult{}, err
	}
	notes, err := s.outside(ctx, q)
	if err != nil {
		return QueryResult{}, err
	}
	table, err := metric.Run(ctx, s.Store, q)
	if err != nil {
		return QueryResult{}, err
	}
	result := QueryResult{
		Columns: make([]QueryColumn, len(table.Columns)), Rows: table.Rows, Totals: table.Totals, Others: table.Others, DayStart: dayStart(q.DayStart),
		Notes: notes,
	}
	for i, column := range table.Columns {
		result.Columns[i] = QueryColumn{Name: column.Name, Kind: string(column.Kind), Unit: string(column.Unit)}
	}
	if top := table.Top; top != nil {
		result.Top = &QueryRanked{QueryTop{N: top.N, By: top.By, Dimension: string(top.Dimension), Least: top.Least}, top.Values}
	}
	if c := table.Compare; c != nil {
		result.Compare = &QueryPeriod{Period: string(c.Period), From: c.From, To: c.To}
	}
	return result, nil
}

// metricQuery is a request as metric is asked for it.
func (s *server) metricQuery(ctx context.Context, in *QueryRequest) (metric.Query, error) {
	zone, err := s.zone(in.Zone)
	if err != nil {
		return metric.Query{}, err
	}
	where := queryFilters(in.Where)
	days, _, err := s.days(ctx, zone, where)
	if err != nil {
		return metric.Query{}, err
	}
	from, to, err := parseRange(in.From, in.To, days)
	if err != nil {
		return metric.Query{}, err
	}
	q := metric.Query{
		Metrics: in.Metrics, From: from, To: to, Zone: zone, DayStart: days.From, Every: metric.Every(in.Every),
		TimeField: metric.TimeField(in.TimeField), Where: where, Scope: viewer(ctx),
		FollowCustomers: s.FollowCustomers,
	}
	for _, dimension := range in.By {
		q.By = append(q.By, metric.Dimension(dimension))
	}
	if top := in.Top; top != nil {
		q.Top = &metric.Top{N: top.N, By: top.By, Dimension: metric.Dimension(top.Dimension), Least: top.Least}
	}
	q.Compare, err = s.comparison(in.Compare, days)
	return q, err
}

// comparison is the period that a request asks for, nil for none.
func (s *server) comparison(in *QueryCompare, days metric.Days) (*metric.Comparison, error) {
	if in == nil {
		return nil, nil
	}
	c := &metric.Comparison{Period: metric.Period(in.Period), Now: s.Clock.Now()}
	if c.Period != "" {
		if in.From != "" || in.To != "" {
			return nil, fmt.Errorf("compare: %w: a period, or from and to; not both", metric.ErrRange)
		}
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
