package api

import (
	"context"

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
	table, err := metric.Run(ctx, s.Store, q)
	if err != nil {
		return QueryResult{}, err
	}
	result := QueryResult{Columns: make([]QueryColumn, len(table.Columns)), Rows: table.Rows, Totals: table.Totals, DayStart: dayStart(q.DayStart)}
	for i, column := range table.Columns {
		result.Columns[i] = QueryColumn{Name: column.Name, Kind: string(column.Kind), Unit: string(column.Unit)}
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
	return q, nil
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
