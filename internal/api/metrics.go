package api

import (
	"context"

	"github.com/ringside/ringside/internal/metric"
)

// metrics answers GET /metrics of the API: the catalogue.
func (s *server) metrics(context.Context, *none) (MetricList, error) {
	list := MetricList{Metrics: []MetricInfo{}}
	for _, m := range metric.Catalogue() {
		list.Metrics = append(list.Metrics, MetricInfo{
			ID: m.ID, Title: Text(m.Title), Short: Text(m.Short), Unit: string(m.Unit), Direction: string(m.Direction),
			Definition: Text(m.Definition), Formula: m.Formula, SourceURL: m.SourceURL,
			Attribution: string(m.Attribution), ConnectName: m.ConnectName,
		})
	}
	return list, nil
}
