package api

import (
	"context"

	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
)

// metrics answers GET /metrics of the API: the catalogue.
func (s *server) metrics(ctx context.Context, _ *none) (MetricList, error) {
	list := MetricList{}
	promised, err := s.promised(ctx)
	if err != nil {
		return list, err
	}
	for _, m := range metric.Catalogue() {
		info, err := metricInfo(m, promised)
		if err != nil {
			return list, err
		}
		list.Metrics = append(list.Metrics, info)
	}
	for _, figure := range live.Figures() {
		list.Live = append(list.Live, LiveMetricInfo{
			ID: figure.ID, Title: Text(figure.Title), Unit: string(figure.Unit), Definition: Text(figure.Definition), Counted: Text(figure.Counted),
			Kept: figure.Kept, ConnectName: figure.ConnectName, SourceURL: live.FiguresURL,
		})
	}
	for _, group := range metric.Groups() {
		list.Groups = append(list.Groups, MetricGroup{ID: string(group), Title: Text(group.Title())})
	}
	for _, dimension := range metric.Dimensions() {
		list.Dimensions = append(list.Dimensions, dimensionInfo(dimension))
	}
	for _, column := range metric.Columns() {
		list.Columns = append(list.Columns, columnInfo(column))
	}
	for _, every := range metric.Intervals() {
		list.Intervals = append(list.Intervals, string(every))
	}
	return list, nil
}

func dimensionInfo(d metric.Dimension) DimensionInfo {
	return DimensionInfo{ID: string(d), Title: Text(d.Title()), Field: d.Field()}
}

func columnInfo(c metric.Column) ColumnInfo {
	kind := "count"
	switch {
	case c.Flag():
		kind = "flag"
	case c.Moment():
		kind = "moment"
	case c.Seconds():
		kind = "seconds"
	}
	return ColumnInfo{ID: c.Name(), Title: Text(c.Title()), Field: c.Field(), Kind: kind}
}

func metricInfo(m metric.Metric, promised metric.ByQueue) (MetricInfo, error) {
	info := MetricInfo{
		ID: m.ID, Group: string(m.Group), Title: Text(m.Title), Short: Text(m.Short), Unit: string(m.Unit), Direction: string(m.Direction),
		Definition: Text(m.Definition), Formula: m.Formula, SourceURL: m.SourceURL, Attribution: string(m.Attribution),
		TimeField: string(m.TimeField), OwnTime: m.OwnTime, ConnectName: m.ConnectName, Parameters: []ParameterInfo{},
	}
	for _, dimension := range m.Dimensions {
		info.Dimensions = append(info.Dimensions, string(dimension))
	}
	for _, p := range m.Parameters {
		of := ParameterInfo{
			Name: p.Name, Default: p.Default, Allowed: p.Allowed, Meaning: Text(p.Meaning),
			Choices: []ParameterChoice{}, Words: []ParameterWord{},
		}
		for _, choice := range p.Choices {
			of.Choices = append(of.Choices, ParameterChoice{Value: choice.Value, Meaning: Text(choice.Meaning)})
		}
		for _, word := range p.Words {
			with, err := promised.Find(m.ID + ":" + p.Name + "=" + word.Value)
			if err != nil {
				return info, err
			}
			of.Words = append(of.Words, ParameterWord{
				Value: word.Value, Meaning: Text(word.Meaning), Definition: Text(with.Definition), Formula: with.Formula,
			})
		}
		info.Parameters = append(info.Parameters, of)
	}
	return info, nil
}
